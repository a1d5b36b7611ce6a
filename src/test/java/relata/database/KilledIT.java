package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are stopped or killed while they write: what they acknowledged is there. */
@Timeout(120)
class KilledIT {
    @Test
    void losesNothingWhenTheServerIsKilled() throws Exception {
        kill(true, false);
    }

    @Test
    void losesNothingWhenItsDatabaseIsKilled() throws Exception {
        kill(false, true);
    }

    @Test
    void losesNothingWhenBothAreKilled() throws Exception {
        kill(true, true);
    }

    private static void kill(boolean server, boolean database) throws Exception {
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory);
                var load = new Load(relata, 2, 6)) {
            load.awaitAnswers(300);
            var mariadbd = room.servers();
            if (server) {
                relata.kill();
            }
            if (database) {
                mariadbd.forEach(ProcessHandle::destroyForcibly);
            }
            if (!server) {
                // it starts its database again by itself
                load.awaitAnswers(200);
            }
            load.close();
            assertEquals(List.of(), List.copyOf(load.unexpected));
            assertFalse(load.acknowledged.isEmpty());
            if (!server) {
                assertEquals(List.of(), load.missingFrom(relata));
                return;
            }
            try (var next = PackagedRelata.with(room.directory)) {
                assertEquals(List.of(), load.missingFrom(next));
            }
        }
    }

    @Test
    void answersWhatWasRunningWhenItWasToldToStop() throws Exception {
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory);
                var connection = DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + room.port() + "/relata?sslMode=disable",
                        Account.USER,
                        Account.in(room.directory).password());
                var statement = connection.createStatement()) {
            statement.execute("LOCK TABLES place WRITE");
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return relata.ask("mutation { createPlace(input: {name: \"1\", address: \"1\"}) { id } }")
                            .body();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Thread.sleep(1_000);
            relata.process.destroy();
            Thread.sleep(1_000);
            statement.execute("UNLOCK TABLES");
            assertTrue(answer.get(10, TimeUnit.SECONDS).startsWith("{\"data\":{"), answer.join());
            assertEquals(0, relata.exitCode());
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
            long start = System.nanoTime();
            assertEquals(0, relata.terminate(), relata.said());
            assertTrue(System.nanoTime() - start < 10e9, "took long to stop");
            load.close();

            assertEquals(1001, goodbye.get(5, TimeUnit.SECONDS));
            assertEquals(List.of(), List.copyOf(load.unexpected), relata.said());
            assertEquals(0, load.unavailable.get(), "the database stopped first");
            assertEquals(0, room.servers().size());
            try (var next = PackagedRelata.with(room.directory)) {
                assertEquals(List.of(), load.missingFrom(next));
            }
        }
    }
}
