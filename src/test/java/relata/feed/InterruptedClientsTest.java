package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.Api;
import relata.Sql;
import relata.database.SpareDatabase;
import relata.database.SpareResource;

/** Clients whose sockets or database fail, or who read nothing, go on from their last cursor. */
@QuarkusTest
@TestProfile(InterruptedClientsTest.SmallBuffer.class)
@Timeout(120)
class InterruptedClientsTest {
    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    public static class SmallBuffer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("relata.changes.buffer", "100", "relata.changes.retry", "200ms");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            // one that keeps what it has acknowledged when it is killed
            return List.of(new TestResourceEntry(SpareResource.class));
        }
    }

    @BeforeEach
    void deleteAll() throws Exception {
        Api.awaitFeed();
        // connections of before a kill are found out one by one
        for (int tries = 0; ; tries++) {
            try {
                Api.deleteAll();
                return;
            } catch (AssertionError e) {
                assertTrue(tries < 50, e::getMessage);
            }
        }
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
    private static String createAgain() throws InterruptedException {
        // language=GraphQL
        String mutation = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";
        var answer = ask(mutation);
        for (int tries = 0; answer.errors() != null; tries++) {
            assertEquals("UNAVAILABLE", answer.error("UNAVAILABLE").get("extensions.code"));
            assertTrue(tries < 100, answer.text());
            Thread.sleep(100);
            answer = ask(mutation);
        }
        return answer.data("createPlace.id");
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
        for (int tries = 0; !first("show binary logs").equals(file); tries++) {
            assertTrue(tries < 100);
            Sql.execute(database, "purge binary logs to '" + file + "'");
            Thread.sleep(50);
        }
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
        lazy.acknowledged.get(20, TimeUnit.SECONDS);
        socket.sendText(
                        new ObjectMapper()
                                .writeValueAsString(Map.of(
                                        "id", "1",
                                        "type", "subscribe",
                                        "payload",
                                                Map.of(
                                                        "query",
                                                        "subscription ($after: String) { changes(after: $after) {"
                                                                + " cursor node { ... on Adhar { signature } } } }",
                                                        "variables",
                                                        Map.of("after", cursor)))),
                        true)
                .get();
        int changes = 0;
        for (int i = 0; i < 40; i++) {
            changes += update(adhar, i);
        }
        lazy.readAll(socket);
        assertEquals(
                "1013 Too slow for what it asked: subscribe again after the last cursor",
                lazy.closed.get(20, TimeUnit.SECONDS));
        assertTrue(lazy.cursors.size() < changes, "all of it was buffered");
        try (var listener = Listener.to(
                server, "after", lazy.cursors.isEmpty() ? cursor : lazy.cursors.get(lazy.cursors.size() - 1))) {
            assertEquals(
                    changes - lazy.cursors.size(),
                    listener.await(changes - lazy.cursors.size()).size());
            assertTrue(listener.isQuiet());
        }
    }

    /** Fifty changes with 10,000 characters each. */
    private static int update(String adhar, int round) {
        int count = 50;
        String fields = IntStream.range(0, count)
                .mapToObj(i -> "u%d: updateAdhar(id: $id, input: {adharNo: \"%d-%d\", signature: $s}) { id }"
                        .formatted(i, round, i))
                .collect(Collectors.joining(" "));
        ask("mutation ($id: ID!, $s: String!) { " + fields + " }", "id", adhar, "s", "x".repeat(10_000))
                .data("u0.id");
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
