package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Await;
import relata.LargeAnswer;
import relata.SmallServer;
import relata.Sql;
import relata.database.SpareDatabase;

/** Clients whose sockets or database fail, or who read nothing, go on from their last cursor. */
@QuarkusTest
@TestProfile(SmallServer.class)
class InterruptedClientsTest {
    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    @BeforeEach
    void deleteAll() throws Exception {
        Api.awaitFeed();
        // connections of before a kill are found out one by one
        Await.until(() -> {
            try {
                Api.deleteAll();
                return true;
            } catch (AssertionError e) {
                return false;
            }
        });
    }

    private static String cursor() {
        // language=GraphQL
        return ask("{ changesCursor }").data("changesCursor");
    }

    private static String create() {
        // language=GraphQL
        return ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }")
                .data("createPlace.id");
    }

    @Test
    void missesNothingWhenSocketsDrop() throws Exception {
        String cursor = cursor();
        var expected = new ArrayList<String>();
        var told = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            expected.add("CREATED " + create());
            try (var listener = Listener.to(server, "after", cursor)) {
                expected.add("CREATED " + create());
                told.addAll(listener.awaitKinds(2));
                cursor = listener.cursor();
            }
        }
        assertEquals(expected, told);
    }

    @Test
    void missesNothingWhenTheDatabaseIsKilled() throws Exception {
        String cursor = cursor();
        var expected = new ArrayList<String>();
        var told = new ArrayList<String>();
        for (int kills = 0; kills < 2; kills++) {
            try (var listener = Listener.to(server, "after", cursor)) {
                expected.add("CREATED " + create());
                told.addAll(listener.awaitKinds(1));
                kill();
                expected.add("CREATED " + createAgain());
                expected.add("CREATED " + createAgain());
                told.addAll(listener.awaitKinds(3).subList(1, 3));
                cursor = listener.cursor();
            }
        }
        assertEquals(expected, told);
    }

    /** What a client does that is told UNAVAILABLE. */
    private static String createAgain() {
        var created = new AtomicReference<String>();
        Await.until(() -> {
            // language=GraphQL
            var answer = ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }");
            if (answer.errors() != null) {
                answer.error("UNAVAILABLE");
                return false;
            }
            created.set(answer.data("createPlace.id"));
            return true;
        });
        return created.get();
    }

    private void kill() throws Exception {
        String directory = directory();
        var process = ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").contains("--datadir=" + directory))
                .findFirst()
                .orElseThrow();
        SpareDatabase.kill(process);
    }

    private String directory() throws SQLException {
        return first("select @@datadir").replaceFirst("/$", "");
    }

    private String first(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Test
    void refusesACursorWhoseChangesWerePurged() throws Exception {
        String cursor = cursor();
        create();
        Sql.execute(database, "flush binary logs");
        // more changes than the feed has room for
        // language=GraphQL
        ask(
                        """
                        mutation ($waiters: [RestaurantWaiterInput!]) {
                          createPlace(input: {name: "a", address: "b", restaurant: {waiters: $waiters}}) { id }
                        }""",
                        "waiters",
                        Collections.nCopies(101, Map.of("name", "Joe")))
                .data("createPlace.id");
        String file = first("show master status");
        Await.equal(file, () -> {
            Sql.execute(database, "purge binary logs to '" + file + "'");
            return first("show binary logs");
        });
        try (var listener = Listener.to(server, "after", cursor)) {
            var error = listener.awaitError();
            assertEquals("BAD_USER_INPUT", error.get("extensions.code"), error::message);
            assertEquals(List.of("after"), error.argument());
            assertEquals(List.of("changes"), error.get("path"));
        }
    }

    @Test
    void closesTheSocketOfWhoReadsNothingAndLetsThemResume() throws Exception {
        // language=GraphQL
        String adhar =
                ask("mutation { createAdhar(input: {person: {create: {name: \"Rion\"}}, signature: \"\", adharNo: \"1\"})"
                                + " { id } }")
                        .data("createAdhar.id");
        String cursor = cursor();
        var lazy = new Lazy();
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create(server.toString().replaceFirst("^http", "ws")), lazy)
                .get();
        socket.sendText("{\"type\": \"connection_init\"}", true).get();
        lazy.acknowledged.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.sendText(
                        new ObjectMapper()
                                .writeValueAsString(Map.of(
                                        "id", "1",
                                        "type", "subscribe",
                                        "payload",
                                                Map.of(
                                                        "query",
                                                        "subscription ($after: String) { changes(after: $after) {"
                                                                + " cursor node { ... on Adhar { %s } } } }"
                                                                        .formatted(LargeAnswer.fields(4)),
                                                        "variables",
                                                        Map.of("after", cursor)))),
                        true)
                .get();
        int changes = 0;
        for (int i = 0; i < 8; i++) {
            changes += update(adhar, i);
        }
        lazy.readAll(socket);
        assertEquals(
                "1013 The client is too slow: resubscribe after the last cursor",
                lazy.closed.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(lazy.cursors.size() < changes, "all of it was buffered");
        String last = lazy.cursors.isEmpty() ? cursor : lazy.cursors.get(lazy.cursors.size() - 1);
        String place = create();
        try (var listener = Listener.to(server, "after", last)) {
            int rest = changes - lazy.cursors.size();
            assertEquals("CREATED " + place, listener.awaitKinds(rest + 1).get(rest));
        }
    }

    /** Fifty changes. */
    private static int update(String adhar, int round) {
        int count = 50;
        String fields = IntStream.range(0, count)
                .mapToObj(i -> "u%d: updateAdhar(id: $id, input: {adharNo: \"%d-%d\"}) { id }".formatted(i, round, i))
                .collect(Collectors.joining(" "));
        ask("mutation ($id: ID!) { " + fields + " }", "id", adhar).data();
        return count;
    }

    /** A client that reads nothing until it is told to. */
    private static final class Lazy implements WebSocket.Listener {
        private final List<String> cursors = new ArrayList<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket socket) {
            // the acknowledgement, and nothing else
            socket.request(1);
        }

        void readAll(WebSocket socket) {
            socket.request(Long.MAX_VALUE);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                read(text.toString());
                text.setLength(0);
            }
            return null;
        }

        private void read(String message) {
            acknowledged.complete(null);
            try {
                var cursor = new ObjectMapper().readTree(message).at("/payload/data/changes/cursor");
                if (cursor.isTextual()) {
                    cursors.add(cursor.asText());
                }
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }
    }
}
