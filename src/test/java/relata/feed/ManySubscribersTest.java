package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import relata.Api;

/** What many are told at the same time. */
@QuarkusTest
class ManySubscribersTest {
    private static final int SUBSCRIBERS = 200;
    private static final int WRITERS = 8;
    private static final int CHANGES = 1_000;

    @TestHTTPResource("/graphql")
    URL server;

    @Test
    void tellsAllSubscribersTheSameInTheSameOrder() throws Exception {
        Api.deleteAll();
        Api.awaitFeed();
        String cursor = ask("{ changesCursor }").data("changesCursor");
        var listeners = new ArrayList<Listener>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            listeners.add(Listener.to(server, "after", cursor));
        }
        var writers = Executors.newFixedThreadPool(WRITERS);
        var written = new ArrayList<CompletableFuture<List<String>>>();
        for (int i = 0; i < WRITERS; i++) {
            written.add(CompletableFuture.supplyAsync(() -> write(CHANGES / WRITERS), writers));
        }
        var ids = new HashSet<String>();
        for (var some : written) {
            ids.addAll(some.get());
        }
        writers.shutdown();
        var first = listeners.get(0).await(CHANGES);
        assertEquals(
                ids,
                new HashSet<>(first.stream().map(change -> change.get("id")).toList()));
        for (var listener : listeners) {
            assertEquals(first, listener.await(CHANGES));
            listener.close();
        }
    }

    private static List<String> write(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            // language=GraphQL
            ids.add((String)
                    ((java.util.Map<?, ?>) ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }")
                                    .data()
                                    .get("createPlace"))
                            .get("id"));
        }
        return ids;
    }
}
