package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;
import relata.Await;
import relata.Background;
import relata.TableLock;

/** What many are told at the same time. */
@QuarkusTest
class ManySubscribersTest {
    private static final int SUBSCRIBERS = 50;
    private static final int WRITERS = 8;
    private static final int CHANGES = 400;

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    @Inject
    Feed feed;

    @Test
    void tellsAllSubscribersTheSameInTheSameOrder() throws Exception {
        Api.deleteAll();
        Api.awaitFeed();
        String cursor = ask("{ changesCursor }").data("changesCursor");
        var listeners = new ArrayList<Listener>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            listeners.add(Listener.to(server, "after", cursor));
        }
        var written = new ArrayList<CompletableFuture<List<String>>>();
        for (int i = 0; i < WRITERS; i++) {
            written.add(Background.start(() -> write(CHANGES / WRITERS)));
        }
        var ids = new HashSet<String>();
        for (var some : written) {
            ids.addAll(some.get());
        }
        var first = listeners.get(0).await(CHANGES);
        assertEquals(
                ids,
                new HashSet<>(first.stream().map(change -> change.get("id")).toList()));
        // a change is told only once its record can be seen
        first.forEach(change -> assertNotNull(change.get("node"), change::toString));
        for (var listener : listeners) {
            assertEquals(first, listener.await(CHANGES));
            listener.close();
        }
    }

    /** What an answer shows, and where the feed was then. */
    private record Seen(int count, String cursor) {}

    private static List<Seen> look(List<CompletableFuture<List<String>>> until) {
        var seen = new ArrayList<Seen>();
        while (!until.stream().allMatch(CompletableFuture::isDone)) {
            // language=GraphQL
            var answer = ask("{ a: places { totalCount } changesCursor b: places { totalCount } }");
            assertEquals(answer.<Integer>data("a.totalCount"), answer.<Integer>data("b.totalCount"));
            seen.add(new Seen(answer.data("a.totalCount"), answer.data("changesCursor")));
        }
        return seen;
    }

    /** Many look at once, as MariaDB keeps what it is asked for that in one place for all of them. */
    @Test
    void tellsAllThatAnAnswerDidNotShow() throws Exception {
        Api.deleteAll();
        Api.awaitFeed();
        String before = ask("{ changesCursor }").data("changesCursor");
        var written = new ArrayList<CompletableFuture<List<String>>>();
        for (int i = 0; i < 4; i++) {
            written.add(Background.start(() -> write(100)));
        }
        var lookers = new ArrayList<CompletableFuture<List<Seen>>>();
        for (int i = 0; i < 8; i++) {
            lookers.add(Background.start(() -> look(written)));
        }
        var seen = new ArrayList<Seen>();
        for (var looker : lookers) {
            seen.addAll(looker.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertTrue(seen.stream().anyMatch(it -> it.count > 0 && it.count < 400), "nobody looked while others wrote");
        try (var listener = Listener.to(server, "after", before)) {
            var changes = listener.await(400).stream()
                    .map(change -> cursor((String) change.get("cursor")))
                    .toList();
            for (var it : seen) {
                var position = cursor(it.cursor).position();
                long told = changes.stream()
                        .filter(change -> !change.isWithin(position))
                        .count();
                assertTrue(told >= 400 - it.count, () -> told + " told after " + it);
            }
        }
    }

    private FeedCursor cursor(String text) {
        return FeedCursor.read(feed.epoch(), text).orElseThrow();
    }

    @Test
    void tellsLightOnesWhileHeavyOnesWait() throws Exception {
        Api.deleteAll();
        // language=GraphQL
        String place = ask("mutation { createPlace(input: {name: \"a\", address: \"b\", restaurant: {}}) { id } }")
                .data("createPlace.id");
        Api.awaitFeed();
        String after = ask("{ changesCursor }").data("changesCursor");
        // language=GraphQL
        String heavy =
                """
                subscription ($after: String) {
                  changes(after: $after) {
                    node { ... on Place { restaurant { waiters(where: {name: {gt: "A"}}) { id } } } }
                  }
                }""";
        try (var socket = ApiSocket.open(server);
                var light = Listener.to(server, "after", after)) {
            try (var lock = new TableLock(database, "waiter")) {
                // more than there are threads of either kind
                for (int i = 0; i < 8; i++) {
                    socket.subscribe("heavy" + i, heavy, Map.of("after", after));
                }
                for (String name : List.of("x", "y", "z")) {
                    // language=GraphQL
                    String update =
                            "mutation ($id: ID!, $n: String) { updatePlace(id: $id, input: {name: $n}) { id } }";
                    ask(update, "id", place, "n", name).data();
                }
                assertEquals(Collections.nCopies(3, "UPDATED " + place), light.awaitKinds(3));
                lock.awaitWaiting(2);
                assertTrue(socket.isQuiet());
            }
            for (int i = 0; i < 8 * 3; i++) {
                socket.next("next");
            }
        }
    }

    private static List<String> write(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            // language=GraphQL
            ids.add((String) ((Map<?, ?>) ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }")
                            .data()
                            .get("createPlace"))
                    .get("id"));
        }
        return ids;
    }
}
