package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.Json;
import relata.TableLock;

/** A server that is told to stop: it finishes what runs, takes nothing new, and leaves with 0. */
class StoppedIT {
    // language=GraphQL
    private static final String SUBSCRIPTION = "subscription { changes(after: \"%s\") { id } }";
    // language=GraphQL
    private static final String WRITE = "mutation { createPlace(input: {name: \"1\", address: \"1\"%s}) { id } }";

    @Test
    void finishesWhatRunsAndRefusesWhatIsNew() throws Exception {
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory)) {
            var kept = HttpClient.newHttpClient();
            assertFalse(isRefused(relata, kept));
            String cursor = Json.of(relata.ask("{ changesCursor }").body()).get("data.changesCursor");
            var events = new StringBuffer();
            var stream = listen(relata, SUBSCRIPTION.formatted(cursor), events);
            relata.ask(WRITE.formatted(""));
            Await.until(() -> events.indexOf("event: next\ndata: {\"data\":{\"changes\":{\"id\":\"Place:") >= 0);
            // the server is told to stop while that waits
            var lock = new TableLock(connect(room), "restaurant");
            var running = ask(relata, WRITE.formatted(", restaurant: {}"));
            lock.awaitWaiting(1);
            Await.equal(1.0, () -> subscriptions(relata));
            relata.process.destroy();

            // whole, and without its last event
            stream.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertFalse(events.toString().contains("complete"), events::toString);
            Await.until(() -> isRefused(relata, HttpClient.newHttpClient()));
            for (int i = 0; i < 20; i++) {
                assertTrue(isRefused(relata, kept), "on a connection that was kept");
                assertTrue(isRefused(relata, HttpClient.newHttpClient()), "on a new connection");
            }
            assertFalse(running.isDone());
            lock.close();
            String answer =
                    running.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS).body();
            assertTrue(answer.startsWith("{\"data\":{"), answer);
            assertEquals(0, relata.exitCode());
        }
    }

    private static Connection connect(Room room) throws Exception {
        String url = "jdbc:mariadb://127.0.0.1:" + room.port() + "/relata?sslMode=disable";
        return DriverManager.getConnection(
                url, Account.USER, Account.in(room.directory).password());
    }

    /** Of which one is open, and events may be on their way. */
    private static double subscriptions(PackagedRelata relata) throws Exception {
        return relata.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("relata_subscriptions_open"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    /** Notes what a stream of events says, until it ends. */
    private static CompletableFuture<Void> listen(PackagedRelata relata, String document, StringBuffer events)
            throws Exception {
        var request = HttpRequest.newBuilder(relata.uri("/graphql"))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new ObjectMapper().writeValueAsString(Map.of("query", document))))
                .build();
        return Background.start(() -> {
            HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofLines())
                    .body()
                    .forEach(line -> events.append(line).append('\n'));
            return null;
        });
    }

    private static CompletableFuture<HttpResponse<String>> ask(
            PackagedRelata relata, String document, String... headers) {
        return Background.start(() -> relata.ask(document, headers));
    }

    /** Whether a request is not let in. One that is answered by half fails. */
    private static boolean isRefused(PackagedRelata relata, HttpClient client) throws Exception {
        var request = HttpRequest.newBuilder(relata.uri("/graphql?query=%7B__typename%7D"))
                .header("GraphQL-Require-Preflight", "1")
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            boolean isRefused = answer.statusCode() == 503;
            String beginning = isRefused
                    ? "{\"errors\":[{\"message\":\"The server is shutting down and did not start"
                    : "{\"data\":";
            assertTrue(answer.body().startsWith(beginning), answer.body());
            return isRefused;
        } catch (ConnectException closed) {
            return true;
        }
    }

    @Test
    void stopsInOrderUnderLoad() throws Exception {
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory);
                var load = new Load(relata, 4, 6)) {
            var goodbye = new CompletableFuture<Integer>();
            var socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("graphql-transport-ws")
                    .buildAsync(relata.webSocket(), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            goodbye.complete(code);
                            return null;
                        }
                    })
                    .join();
            socket.sendText("{\"type\": \"connection_init\"}", true).join();
            load.awaitAnswers(200);
            assertEquals(0, relata.terminate(), relata.said());
            assertFalse(relata.said().contains("Timed out waiting for graceful shutdown"), relata.said());
            load.close();

            assertEquals(1001, goodbye.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(List.of(), List.copyOf(load.unexpected), relata.said());
            assertEquals(0, load.unavailable.get(), "the database stopped first");
            assertEquals(0, room.servers().size());
            try (var next = PackagedRelata.with(room.directory)) {
                assertEquals(List.of(), load.missingFrom(next));
            }
        }
    }
}
