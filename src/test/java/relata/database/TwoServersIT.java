package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import relata.ApiSocket;
import relata.Await;
import relata.Background;
import relata.Json;

/** Two server processes on one database tell the same changes, and a cursor of one is as good on the other. */
class TwoServersIT {
    // language=GraphQL
    private static final String CHANGES =
            "subscription ($after: String) { changes(after: $after) { cursor kind id node { label } } }";

    @Test
    void tellTheSameAndGoOnForEachOther() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            try (var one = PackagedRelata.with(database);
                    var other = PackagedRelata.with(database)) {
                String cursor;
                try (var atOne = subscriber(one, null);
                        var atOther = subscriber(other, null)) {
                    var places = new ArrayList<String>();
                    for (int i = 0; i < 10; i++) {
                        places.add(create(i % 2 == 0 ? one : other));
                    }
                    var told = take(atOne, 10);
                    assertEquals(places, ids(told));
                    assertEquals(told, take(atOther, 10));
                    cursor = told.get(9).get("cursor");
                    other.kill();
                }
                String missed = create(one);
                try (var atOne = subscriber(one, cursor)) {
                    assertEquals(List.of(missed), ids(take(atOne, 1)));
                }
                try (var again = PackagedRelata.with(database);
                        var atAgain = subscriber(again, cursor)) {
                    String next = create(one);
                    assertEquals(List.of(missed, next), ids(take(atAgain, 2)));
                }
            }
        }
    }

    @Test
    void doOnceWhatBothAreAskedWithOneKey() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            try (var one = PackagedRelata.with(database);
                    var other = PackagedRelata.with(database)) {
                for (int round = 1; round <= 5; round++) {
                    String key = "round " + round;
                    var clients = new ArrayList<CompletableFuture<String>>();
                    for (int i = 0; i < 16; i++) {
                        var server = i % 2 == 0 ? one : other;
                        clients.add(Background.start(() -> create(server, "Idempotency-Key", key)));
                    }
                    var ids = new HashSet<String>();
                    for (var client : clients) {
                        ids.add(client.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
                    }
                    assertEquals(1, ids.size(), ids::toString);
                    var count = one.ask("{ places { totalCount } }").body();
                    assertEquals(round, Json.of(count).getInt("data.places.totalCount"));
                }
            }
        }
    }

    private static ApiSocket subscriber(PackagedRelata relata, String after) throws Exception {
        var socket = ApiSocket.open(relata.uri("/graphql").toURL());
        // from here on, whenever the subscription itself gets there
        String cursor = after == null
                ? new ObjectMapper()
                        .readTree(relata.ask("{ changesCursor }").body())
                        .at("/data/changesCursor")
                        .asText()
                : after;
        return socket.subscribe("changes", CHANGES, Map.of("after", cursor));
    }

    private static String create(PackagedRelata relata, String... headers) throws Exception {
        var answer = relata.ask(
                        "mutation { createPlace(input: {name: \"Demon Dogs\", address: \"a\"}) { id } }", headers)
                .body();
        return new ObjectMapper().readTree(answer).at("/data/createPlace/id").asText(answer);
    }

    private static List<Map<String, String>> take(ApiSocket socket, int count) {
        var told = new ArrayList<Map<String, String>>();
        for (int i = 0; i < count; i++) {
            told.add(socket.next("next").getMap("payload.data.changes"));
        }
        return told;
    }

    private static List<String> ids(List<Map<String, String>> told) {
        return told.stream().map(change -> change.get("id")).toList();
    }
}
