package relata.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.net.URL;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;
import relata.ApiSocket.Closed;
import relata.Await;
import relata.HurriedServer;
import relata.LargeAnswer;
import relata.Sql;
import relata.api.operation.ObservationTest;

/** Slow and quiet connections: those that live are kept, those that are gone are not. */
@QuarkusTest
@TestProfile(HurriedServer.class)
class ConnectionsIT {
    private static final int WAITERS = 500;
    private static final int BYTES = LargeAnswer.bytes(WAITERS);

    private static final String LARGE =
            "{ ... on Place { restaurant { waiters { %s } } } }".formatted(LargeAnswer.fields(1));

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    @BeforeEach
    void createAPlaceWithManyWaiters() throws SQLException {
        // not by the API: it might not have the time
        Sql.execute(
                database,
                "delete from waiter",
                "delete from restaurant",
                "delete from place",
                "insert into place (id, name, address) values (1, 'Ace', 'x')",
                "insert into restaurant (place_id, serves_hot_dogs, serves_pizza) values (1, 0, 0)",
                "insert into waiter (restaurant_id, name) select 1, 'Joe' from seq_1_to_" + WAITERS);
        // the first time takes longer
        // language=GraphQL
        String small = "{ node(id: \"Place:1\") { ... on Place { restaurant { waiters { label } } } } }";
        Await.equal(null, () -> Api.ask(small).errors());
    }

    /** Returns once it begins. */
    private RawSocket askForALargeAnswer() throws IOException {
        var socket = new RawSocket(server).post("{ node(id: \"Place:1\") %s }".formatted(LARGE));
        socket.head();
        return socket;
    }

    @Test
    void closesASocketThatDoesNotInitialise() {
        long start = System.nanoTime();
        var socket = ApiSocket.connect(server, "graphql-transport-ws");
        assertEquals(new Closed(4408, "Connection initialisation timeout"), socket.closed());
        assertTrue(System.nanoTime() - start >= 1e9, "closed too early");
    }

    @Test
    void keepsASocketThatAnswersPings() {
        try (var socket = ApiSocket.open(server)) {
            // the second comes only where the first was answered
            Await.until(() -> socket.pings() >= 2);
            socket.subscribe("q", "{ __typename }").next("next");
        }
    }

    @Test
    void cutsASocketThatDoesNot() throws IOException {
        try (var socket = new RawSocket(server)) {
            long start = System.nanoTime();
            socket.upgrade("Origin: http://" + server.getAuthority()).head();
            socket.frame("{\"type\": \"connection_init\"}");
            socket.readToEnd();
            // a ping, and as long for the answer
            assertTrue(System.nanoTime() - start >= 2e9, "cut too early");
        }
    }

    @Test
    void writesToAQuietStreamOfEvents() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.post("subscription { changes(of: []) { id } }", "Accept: text/event-stream");
            var head = socket.head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            for (int i = 0; i < 3; i++) {
                // a chunk of three bytes
                assertEquals("3\r\n:\n\n\r\n", socket.read(8));
            }
        }
    }

    @Test
    void writesToAQuietStreamOfParts() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.post("subscription { changes(of: []) { id } }", "Accept: multipart/mixed;subscriptionSpec=\"1.0\"");
            socket.head();
            String part = "\r\nContent-Type: application/json\r\n\r\n{}\r\n--graphql";
            socket.read("00\r\n--graphql\r\n".length() + part.length());
            for (int i = 0; i < 3; i++) {
                String chunk = "%x\r\n%s\r\n".formatted(part.length(), part);
                assertEquals(chunk, socket.read(chunk.length()));
            }
        }
    }

    @Test
    void cutsAStreamOfEventsThatNobodyReads() throws Exception {
        Api.awaitFeed();
        try (var socket = new RawSocket(server)) {
            socket.post(
                    "subscription { changes(of: [PLACE]) { node %s } }".formatted(LARGE), "Accept: text/event-stream");
            socket.head();
            awaitSubscriptions(1);
            // language=GraphQL
            Api.ask("mutation { updatePlace(id: \"Place:1\", input: {name: \"Bob\"}) { id } }")
                    .data();
            awaitSubscriptions(0);
            assertIsNotWhole(socket);
        }
    }

    private static void awaitSubscriptions(int count) {
        Await.equal((double) count, () -> ObservationTest.value("relata_subscriptions_open"));
    }

    private static void assertIsNotWhole(RawSocket socket) throws IOException {
        try {
            int read = socket.readToEnd().length();
            assertTrue(read < BYTES, () -> read + " bytes came all the same");
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e::toString);
        }
    }

    @Test
    void waitsForNoBodyForEver() throws Exception {
        long start = System.nanoTime();
        try (var client = new RawSocket(server).postHead(100).send("{")) {
            var answer = client.readToEnd();
            assertTrue(System.nanoTime() - start >= 2e9, "answered too early");
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("relata.http.read-timeout"), answer);
        }
    }

    @Test
    void closesAConnectionOnWhichNothingMoves() throws Exception {
        try (var silent = new RawSocket(server);
                var half = new RawSocket(server).send("POST /graphql HTTP/1.1\nHost: ")) {
            assertEquals(-1, silent.read());
            assertEquals(-1, half.read());
        }
    }

    @Test
    void closesAConnectionWhoseAnswerNobodyReadsAndKeepsOneWhoseAnswerIsReadSlowly() throws Exception {
        try (var unread = askForALargeAnswer();
                var slow = askForALargeAnswer()) {
            // for longer than twice the time that a connection may be idle
            int pieces = 90;
            for (int i = 0; i < pieces; i++) {
                assertEquals(BYTES / pieces, slow.read(BYTES / pieces).length(), "cut off");
                Thread.sleep(100);
            }
            assertIsNotWhole(unread);
        }
    }
}
