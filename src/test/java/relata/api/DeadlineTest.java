package relata.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;
import relata.Background;
import relata.Sql;
import relata.api.Workers.Rest;

/** A server with little time: operations that take too long, and clients that are slow or go away. */
@QuarkusTest
@TestProfile(DeadlineTest.Hurried.class)
class DeadlineTest {
    public static class Hurried implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "relata.deadline", "3S",
                    // has no say here
                    "quarkus.transaction-manager.default-transaction-timeout", "1S",
                    "relata.load.running", "2",
                    "relata.load.waiting", "3",
                    "relata.http.read-timeout", "2S",
                    "relata.sockets.init-timeout", "1S",
                    "quarkus.http.idle-timeout", "4S");
        }
    }

    /** Takes some 10 s. */
    private static final String SLOW =
            "{ places(where: {name: {regex: \"^(a|aa)+$\"}}) { nodes { name } } other: places { totalCount } }";

    private static final String BODY = "{\"query\": \"%s\"}";

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
                "insert into place (id, name, address) "
                        + "select nextval(place_seq), concat(repeat('a', 49), '!'), 'x' from seq_1_to_500");
        // the first time takes longer
        ask(SLOW.replace("^(a|aa)+$", "^b"));
    }

    private static int places() {
        return ask("{ places { totalCount } }").<Integer>data("places.totalCount");
    }

    private int slowStatements() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from information_schema.processlist "
                        + "where info like '%regexp%' and id <> connection_id()")) {
            result.next();
            return result.getInt(1);
        }
    }

    private void awaitSlowStatements(int expected, int withinMillis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        while (slowStatements() != expected) {
            assertTrue(System.nanoTime() < end, "statements run on, or don't begin");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        // so that not much of an answer is on its way
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        return socket;
    }

    private Socket send(String headers, String body, int length) throws IOException {
        var socket = connect();
        String head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: %d\r\n%s\r\n";
        socket.getOutputStream().write((head.formatted(length, headers) + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String body(String document) {
        return BODY.formatted(document.replace("\"", "\\\""));
    }

    private Socket send(String document) throws IOException {
        return send("", body(document), body(document).length());
    }

    private Socket sendForEvents(String document) throws IOException {
        String headers = "Accept: text/event-stream\r\nConnection: close\r\n";
        return send(headers, body(document), body(document).length());
    }

    private static String statusLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= ' ';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void stopsAQueryAtItsDeadline() throws Exception {
        long start = System.nanoTime();
        var errors = ask(SLOW).errors();
        var time = Duration.ofNanos(System.nanoTime() - start);
        // the field that was stopped, and the one that was not begun
        assertEquals(2, errors.size());
        for (var error : errors) {
            var extensions = Map.of("code", "LIMIT_EXCEEDED", "limit", "relata.deadline", "value", "3 s");
            assertEquals(extensions, error.get("extensions"));
        }
        assertTrue(time.toMillis() >= 3_000 && time.toMillis() < 4_500, time::toString);
        assertEquals(0, slowStatements());
    }

    @Test
    void givesTheDatabaseWhatRemainsAsTheLimitOfEachStatement() throws Exception {
        var answer = Background.start(() -> ask(SLOW));
        awaitSlowStatements(1, 2_000);
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select info from information_schema.processlist "
                        + "where info like '%regexp%' and id <> connection_id()")) {
            result.next();
            var text = result.getString(1);
            assertTrue(text.toLowerCase().matches("(?s)set statement max_statement_time=[123] for select .*"), text);
        }
        answer.join();
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
            assertTrue(error.message().contains("undone"), error.message());
            holder.rollback();
        }
        assertEquals(500, places());
    }

    @Test
    void stopsTheStatementOfAClientThatGoesAway() throws Exception {
        try (var client = send(SLOW)) {
            awaitSlowStatements(1, 2_000);
        }
        awaitSlowStatements(0, 1_500);
    }

    @Test
    void stopsTheStatementOfAnOperationThatASocketCompletes() throws Exception {
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("slow", SLOW);
            awaitSlowStatements(1, 2_000);
            socket.send(Map.of("id", "slow", "type", "complete"));
            awaitSlowStatements(0, 1_500);
            // the connection of the stopped statement is as good as any
            socket.subscribe("next", "{ places { totalCount } }").next("next");
        }
    }

    @Test
    void tellsHeavyChangesOneByOneAndLetsNobodyElseWait() throws Exception {
        var restaurants = createRestaurantsThatTakeLong(60);
        Api.awaitFeed();
        try (var heavy = ApiSocket.open(server);
                var light = ApiSocket.open(server)) {
            String after = ask("{ changesCursor }").data("changesCursor");
            // language=GraphQL
            String document =
                    """
                    subscription ($after: String) {
                      changes(after: $after, of: [RESTAURANT]) {
                        id node { ... on Restaurant { waiters(where: {name: {regex: "^(a|aa)+$"}}) { id } } }
                      }
                    }""";
            for (int i = 0; i < 8; i++) {
                heavy.subscribe("heavy" + i, document, Map.of("after", after));
                // few find a place to wait here
                assertTrue(heavy.isQuiet(200));
            }
            light.subscribe("light", "subscription { changes(of: [RESTAURANT]) { id } }");
            TimeUnit.MILLISECONDS.sleep(300);
            for (String id : restaurants) {
                // language=GraphQL
                ask("mutation ($id: ID!) { updateRestaurant(id: $id, input: {servesPizza: true}) { id } }", "id", id)
                        .data();
            }
            for (String id : restaurants) {
                assertEquals(id, light.next("next").getString("payload.data.changes.id"));
            }
            // together they would be beyond the deadline
            var told = heavy.next("next");
            assertEquals(restaurants.get(0), told.getString("payload.data.changes.id"), told::prettify);
            int others = 0;
            while (!heavy.isQuiet(1)) {
                others++;
            }
            assertTrue(others < 8 * restaurants.size() / 2, "the light one waited for the heavy ones");
        }
        awaitSlowStatements(0, 1_500);
    }

    /** Each for some tenth of a second. */
    private List<String> createRestaurantsThatTakeLong(int count) throws SQLException {
        Sql.execute(
                database,
                "insert into restaurant (place_id, serves_hot_dogs, serves_pizza) "
                        + "select id, 0, 0 from place order by id limit " + count,
                "insert into waiter (id, restaurant_id, name) select nextval(waiter_seq), place_id, "
                        + "concat(repeat('a', 22), '!') from restaurant, seq_1_to_300");
        return ask("{ restaurants { nodes { id } } }").data("restaurants.nodes.id");
    }

    @Test
    void beginsNothingForAClientThatIsGone() throws Exception {
        var first = send(SLOW);
        awaitSlowStatements(1, 2_000);
        var input = "{name: \"Joe\", address: \"x\"} ".repeat(120);
        try (var second = send("mutation { createPlaces(input: [" + input + "]) { id } }")) {
            TimeUnit.MILLISECONDS.sleep(300);
        }
        TimeUnit.MILLISECONDS.sleep(100);
        first.close();
        awaitSlowStatements(0, 700);
        TimeUnit.MILLISECONDS.sleep(500);
        assertEquals(500, places());
    }

    @Test
    void refusesWhatFindsNoPlaceToWait() throws Exception {
        var clients = new ArrayList<Socket>();
        clients.add(send(SLOW));
        awaitSlowStatements(1, 2_000);
        for (int i = 0; i < 3; i++) {
            clients.add(send(SLOW));
        }
        TimeUnit.MILLISECONDS.sleep(200);
        try (var oneTooMany = send(SLOW)) {
            assertEquals("HTTP/1.1 503 Service Unavailable", statusLine(oneTooMany));
            var head = new String(oneTooMany.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
            assertTrue(head.toLowerCase().contains("retry-after: 1"), head);
        }
        // light ones have a line of their own
        ask("{ place(id: 1) { name } }").data();
        assertEquals("HTTP/1.1 200 OK", statusLine(clients.get(0)));
        // those who waited until their time was up have a right to know that nothing was wrong with what they asked
        assertEquals("HTTP/1.1 503 Service Unavailable", statusLine(clients.get(2)));
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void givesThePlacesOfThoseWhoAreGoneToOthers() throws Exception {
        var running = send(SLOW);
        awaitSlowStatements(1, 2_000);
        for (var gone : List.of(send(SLOW), send(SLOW), send(SLOW))) {
            TimeUnit.MILLISECONDS.sleep(100);
            gone.close();
        }
        TimeUnit.MILLISECONDS.sleep(200);
        try (var late = send("{ places(where: {name: {exact: \"Joe\"}}) { totalCount } }")) {
            running.close();
            assertEquals("HTTP/1.1 200 OK", statusLine(late));
        }
    }

    /** Takes both workers until that is counted down, as what looks at no deadline would. */
    private void occupyTheWorkers(CountDownLatch end) throws InterruptedException {
        var begun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            workers.run(workers.begin(), () -> {
                begun.countDown();
                return Rest.none(end.await(30, TimeUnit.SECONDS));
            });
        }
        begun.await();
    }

    @Test
    void tellsThoseWhoWaitWhenTheirTimeIsUp() throws Exception {
        var end = new CountDownLatch(1);
        occupyTheWorkers(end);
        try (var client = send("{ __typename }")) {
            long start = System.nanoTime();
            assertEquals("HTTP/1.1 503 Service Unavailable", statusLine(client));
            var time = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(time.toMillis() > 2_500 && time.toMillis() < 6_000, time::toString);
        } finally {
            end.countDown();
        }
    }

    @Test
    void doesNotBlameAClientWhoseTokenIsCheckedLate() throws Exception {
        var end = new CountDownLatch(1);
        occupyTheWorkers(end);
        try (var socket = ApiSocket.connect(server, "graphql-transport-ws")) {
            socket.send(Map.of("type", "connection_init"));
            assertTrue(socket.isQuiet(1_500));
            end.countDown();
            socket.next("connection_ack");
        } finally {
            end.countDown();
        }
    }

    @Test
    void countsTheTimeOfAnOperationByEventsFromWhenItCame() throws Exception {
        var end = new CountDownLatch(1);
        occupyTheWorkers(end);
        long start = System.nanoTime();
        try (var client = sendForEvents(SLOW)) {
            TimeUnit.MILLISECONDS.sleep(2_000);
            end.countDown();
            var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var time = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(answer.contains("relata.deadline"), answer);
            assertTrue(time.toMillis() < 4_500, time::toString);
        } finally {
            end.countDown();
        }
    }

    @Test
    void waitsForNoBodyForEver() throws Exception {
        try (var client = send("", "{", 100)) {
            long start = System.nanoTime();
            while (client.getInputStream().available() == 0) {
                client.getOutputStream().write(' ');
                TimeUnit.MILLISECONDS.sleep(100);
                assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 4_000, "It waits on");
            }
            var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("relata.http.read-timeout"), answer);
        }
    }

    @Test
    void closesAConnectionOnWhichNothingMoves() throws Exception {
        for (String beginning : List.of("", "POST /graphql HTTP/1.1\r\nHost: ")) {
            try (var client = connect()) {
                client.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
                assertEquals(-1, client.getInputStream().read());
            }
        }
    }

    /** Of some 7 MB. */
    private static String large() {
        var labels = new StringBuilder();
        for (int i = 0; i < 59; i++) {
            labels.append("a").append(i).append("b".repeat(150)).append(": label ");
        }
        return "{ places(first: 500) { nodes { " + labels + "} } }";
    }

    private static int length(String head) {
        return Integer.parseInt(head.replaceFirst("(?si)^.*content-length: (\\d+).*$", "$1"));
    }

    @Test
    void closesAConnectionWhoseAnswerNobodyReads() throws Exception {
        try (var client = send(large())) {
            TimeUnit.SECONDS.sleep(8);
            var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.length() < length(answer), answer.length() + " bytes came all the same");
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("reset"), e::toString);
        }
    }

    @Test
    void keepsAConnectionWhoseAnswerIsReadSlowly() throws Exception {
        try (var client = send(large())) {
            int length = length(new String(client.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8));
            assertTrue(length > 4_000_000, length + " bytes");
            // for 15 s, which is longer than a connection may be idle
            int piece = length / 150;
            for (int read = 1_000; read < length; read += piece) {
                int expected = Math.min(piece, length - read);
                assertEquals(expected, client.getInputStream().readNBytes(expected).length, () -> "cut off");
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
