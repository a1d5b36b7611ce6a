package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.Json;

/** Clients that send each request with its key until it is answered, while servers are killed: all happens once. */
class OnceIT {
    private static final int CLIENTS = 6;
    private static final int REQUESTS = 150;

    // language=GraphQL
    private static final String CREATE =
            "mutation ($name: String!) { createPlace(input: {name: $name, address: \"a\"}) { id } }";

    private final AtomicInteger answered = new AtomicInteger();
    private volatile PackagedRelata relata;

    @Test
    void happensOnceThoughServerAndDatabaseAreKilled() throws Exception {
        try (var room = Room.used()) {
            relata = PackagedRelata.with(room.directory);
            try {
                var clients = new ArrayList<CompletableFuture<List<String>>>();
                for (int i = 0; i < CLIENTS; i++) {
                    String name = "client " + i + " request ";
                    clients.add(Background.start(() -> ask(name)));
                }
                awaitAnswers(200);
                room.servers().forEach(ProcessHandle::destroyForcibly);
                awaitAnswers(200);
                relata.close();
                room.servers().forEach(ProcessHandle::destroyForcibly);
                relata = PackagedRelata.with(room.directory);
                var ids = new ArrayList<String>();
                for (var client : clients) {
                    ids.addAll(client.join());
                }
                assertEquals(CLIENTS * REQUESTS, new HashSet<>(ids).size());
                var count = relata.ask("{ places { totalCount } }").body();
                assertEquals(CLIENTS * REQUESTS, Json.of(count).getInt("data.places.totalCount"));
            } finally {
                relata.close();
            }
        }
    }

    private void awaitAnswers(int more) {
        int before = answered.get();
        Await.until(() -> answered.get() >= before + more);
    }

    /** Asks for places, and answers their ids. */
    private List<String> ask(String name) throws InterruptedException {
        var ids = new ArrayList<String>();
        while (ids.size() < REQUESTS) {
            String request = name + ids.size();
            String id = id(request);
            if (id != null) {
                ids.add(id);
                answered.incrementAndGet();
            } else {
                Thread.sleep(10);
            }
        }
        return ids;
    }

    /** The id of a place; null if there was no answer, or it was told to ask again. */
    private String id(String name) throws InterruptedException {
        try {
            var answer =
                    relata.ask(Map.of("query", CREATE, "variables", Map.of("name", name)), "Idempotency-Key", name);
            var json = Json.of(answer.body());
            var code = json.getString("errors[0].extensions.code");
            if (code != null && !code.equals("UNAVAILABLE") && !code.equals("TRY_AGAIN")) {
                throw new AssertionError(answer.body());
            }
            return json.getString("data.createPlace.id");
        } catch (IOException e) {
            return null;
        }
    }
}
