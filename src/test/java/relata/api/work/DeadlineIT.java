package relata.api.work;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.Background;
import relata.HurriedServer;
import relata.Sql;
import relata.TableLock;
import relata.api.http.RawSocket;
import relata.api.message.Json;
import relata.api.work.Workers.Rest;

/** Operations that take too long, and those that wait for them. */
@QuarkusTest
@TestProfile(HurriedServer.class)
class DeadlineIT {
    /** Keeps the database busy for longer than there is time. */
    // language=GraphQL
    private static final String SLOW =
            "{ places(where: {name: {regex: \"^(a|aa)+$\"}}) { nodes { name } } other: places { totalCount } }";

    /** Heavy; waits while somebody has locked the waiters. */
    // language=GraphQL
    private static final String JOES = "{ waiters(where: {name: {exact: \"Joe\"}}) { totalCount } }";

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    AgroalDataSource database;

    @Inject
    Workers workers;

    @BeforeEach
    void createTheVictims() throws SQLException {
        // not by the API: it might not have the time
        Sql.execute(
                database,
                "delete from waiter",
                "delete from restaurant",
                "delete from place",
                "insert into place (name, address) " + "select concat(repeat('a', 49), '!'), 'x' from seq_1_to_500");
        // the first time takes longer
        ask(SLOW.replace("^(a|aa)+$", "^b"));
        ask(JOES);
    }

    private static int places() {
        return ask("{ places { totalCount } }").<Integer>data("places.totalCount");
    }

    private RawSocket send(String document, String... headers) throws Exception {
        return new RawSocket(server).post(document, headers);
    }

    private static void assertStatus(String expected, RawSocket client) throws Exception {
        assertEquals("HTTP/1.1 " + expected, client.head().lines().findFirst().orElseThrow());
    }

    @Test
    void stopsAQueryAtItsDeadlineAndHurtsNobodyElse() {
        long start = System.nanoTime();
        var slow = Background.start(() -> ask(SLOW));
        assertEquals(500, places());
        var errors = slow.join().errors();
        assertTrue(System.nanoTime() - start >= HurriedServer.SECONDS * 1e9, "stopped too early");
        // the field that was stopped, and the one that was not begun
        assertEquals(2, errors.size());
        for (var error : errors) {
            var extensions =
                    Map.of("code", "LIMIT_EXCEEDED", "limit", "relata.deadline", "value", HurriedServer.SECONDS + " s");
            assertEquals(extensions, error.get("extensions"));
        }
    }

    /** In case that nobody is left to stop a statement. */
    @Test
    void letsTheDatabaseStopAStatementSoonAfterTheDeadline() throws SQLException {
        var all = new ArrayList<Connection>();
        try {
            // more than there were when the server started
            for (int i = 0; i < 16; i++) {
                all.add(database.getConnection());
            }
            for (var connection : all) {
                try (var limit = connection.createStatement().executeQuery("select @@max_statement_time")) {
                    limit.next();
                    assertEquals(HurriedServer.SECONDS + 2, limit.getInt(1));
                }
            }
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }

    @Test
    void keepsNothingOfAMutationWhoseTimeIsUp() throws Exception {
        String place = ask("{ places(first: 1) { nodes { id } } }").data("places.nodes[0].id");
        try (var holder = database.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("select id from place where id = " + place.substring(6) + " for update");
            // language=GraphQL
            var error = ask(
                            "mutation ($id: ID!) { createPlace(input: {name: \"a\", address: \"b\"}) { id } "
                                    + "deletePlace(id: $id) { id } }",
                            "id",
                            place)
                    .error("LIMIT_EXCEEDED");
            assertEquals("relata.deadline", error.get("extensions.limit"));
            assertTrue(error.message().contains("rolled back"), error.message());
            holder.rollback();
        }
        assertEquals(500, places());
    }

    /** However close to the deadline a write ends: whoever is told that nothing was kept can rely on it. */
    @Test
    void keepsExactlyWhatItHasAnswered() throws Exception {
        for (int millis : List.of(-15, 0, 15)) {
            int before = places();
            try (var holder = database.getConnection()) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("select id from place for update");
                // language=GraphQL
                var asked = Background.start(
                        () -> ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }"));
                Thread.sleep(HurriedServer.SECONDS * 1_000 + millis);
                holder.rollback();
                var answer = asked.join();
                assertEquals(answer.errors() == null ? before + 1 : before, places(), answer::text);
            }
        }
    }

    /** The database stops the statement that waits for the key, which says nothing of the operation itself. */
    @Test
    void tellsThatTheKeyIsInUseForAsLongAsThereWasTime() throws SQLException {
        try (var lock = new TableLock(database, "stored_answer")) {
            String body = Json.text(Map.of(
                    "query",
                    "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }",
                    "extensions",
                    Map.of("idempotencyKey", "k")));
            var answer = relata.Json.of(given().contentType("application/json")
                    .body(body)
                    .post("/graphql")
                    .asString());
            assertEquals("TRY_AGAIN", answer.getString("errors[0].extensions.code"), answer::toString);
        }
        assertEquals(500, places());
    }

    @Test
    void tellsHeavyChangesOneByOneEachWithItsTime() throws Exception {
        var restaurants = createRestaurantsThatTakeLong(160);
        Api.awaitFeed();
        String after = ask("{ changesCursor }").data("changesCursor");
        for (String id : restaurants) {
            // language=GraphQL
            ask("mutation ($id: ID!) { updateRestaurant(id: $id, input: {servesPizza: true}) { id } }", "id", id)
                    .data();
        }
        try (var socket = ApiSocket.open(server)) {
            // language=GraphQL
            String document =
                    """
                    subscription ($after: String) {
                      changes(after: $after, of: [RESTAURANT]) {
                        id node { ... on Restaurant { waiters(where: {name: {regex: "^(a|aa)+$"}}) { id } } }
                      }
                    }""";
            socket.subscribe("1", document, Map.of("after", after));
            // together they are beyond the deadline
            for (String id : restaurants) {
                assertEquals(id, socket.next("next").getString("payload.data.changes.id"));
            }
        }
    }

    /** Each for a few hundredths of a second, so that even a busy machine needs far less than its deadline. */
    private List<String> createRestaurantsThatTakeLong(int count) throws SQLException {
        Sql.execute(
                database,
                "insert into restaurant (place_id, serves_hot_dogs, serves_pizza) "
                        + "select id, 0, 0 from place order by id limit " + count,
                "insert into waiter (restaurant_id, name) select place_id, "
                        + "concat(repeat('a', 22), '!') from restaurant, seq_1_to_25");
        return ask("{ restaurants(first: %d) { nodes { id } } }".formatted(count))
                .data("restaurants.nodes.id");
    }

    /**
     * Takes both workers, or the one for heavy work, until that is counted down, as what looks at no deadline would.
     */
    private void occupyTheWorkers(boolean isHeavy, CountDownLatch end) throws InterruptedException {
        int count = isHeavy ? 1 : 2;
        var begun = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            workers.run(
                    workers.begin(),
                    () -> new Rest<>(isHeavy, () -> {
                        begun.countDown();
                        end.await();
                        return null;
                    }));
        }
        begun.await();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsThoseWhoWaitWhenTheirTimeIsUp(boolean isHeavy) throws Exception {
        var end = new CountDownLatch(1);
        occupyTheWorkers(isHeavy, end);
        long start = System.nanoTime();
        try (var client = send(JOES)) {
            // they are not to think that anything was wrong with what they asked
            assertStatus("503 Service Unavailable", client);
            assertTrue(System.nanoTime() - start >= HurriedServer.SECONDS * 1e9, "refused too early");
        } finally {
            end.countDown();
        }
    }

    @Test
    void doesNotBlameAClientWhoseTokenIsCheckedLate() throws Exception {
        var end = new CountDownLatch(1);
        occupyTheWorkers(false, end);
        try (var socket = ApiSocket.connect(server, "graphql-transport-ws")) {
            socket.send(Map.of("type", "connection_init"));
            // one that says nothing, for as long
            assertEquals(
                    4408,
                    ApiSocket.connect(server, "graphql-transport-ws").closed().code());
            end.countDown();
            socket.next("connection_ack");
        } finally {
            end.countDown();
        }
    }

    @Test
    void countsTheTimeOfAnOperationByEventsFromWhenItCame() throws Exception {
        var end = new CountDownLatch(1);
        occupyTheWorkers(false, end);
        try (var lock = new TableLock(database, "waiter");
                var client = send(JOES, "Accept: text/event-stream", "Connection: close")) {
            // some of its time goes by before it begins
            Thread.sleep(1_000);
            var later = Background.start(() -> ask(JOES));
            Thread.sleep(1_000);
            end.countDown();
            // stopped, or still in the queue behind the other
            assertTrue(client.readToEnd().contains("\"errors\""));
            assertFalse(later.isDone(), "it had the time of one that came later");
        } finally {
            end.countDown();
        }
    }
}
