package relata.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;
import relata.Await;
import relata.SmallServer;
import relata.TableLock;
import relata.api.http.RawSocket;
import relata.api.operation.ObservationTest;

/** More operations than there is room for, and clients that go away. */
@QuarkusTest
@TestProfile(SmallServer.class)
class QueueTest {
    /** Heavy, of which one runs at a time; waits while somebody has locked the waiters. */
    // language=GraphQL
    private static final String JOES = "{ waiters(where: {name: {exact: \"Joe\"}}) { totalCount } }";

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
        // the first time takes longer
        ask(JOES).data();
    }

    private RawSocket send(String document) throws Exception {
        return new RawSocket(server).post(document);
    }

    private static void assertStatus(String expected, RawSocket client) throws Exception {
        assertEquals("HTTP/1.1 " + expected, client.head().lines().findFirst().orElseThrow());
    }

    /** Returns when so many heavy operations wait for their turn. */
    private static void awaitWaiting(int count) {
        Await.equal((double) count, () -> ObservationTest.value("relata_load_waiting{queue=\"heavy\"}"));
    }

    /** Or else it was the default deadline of 10 s that stopped it. */
    private static void assertBeforeTheDeadline(long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds < 10, () -> "stopped after " + seconds + " s");
    }

    @Test
    void stopsTheStatementOfAClientThatGoesAway() throws Exception {
        try (var lock = new TableLock(database, "waiter")) {
            long start = System.nanoTime();
            try (var client = send(JOES)) {
                lock.awaitWaiting(1);
            }
            lock.awaitWaiting(0);
            assertBeforeTheDeadline(start);
        }
    }

    @Test
    void stopsTheStatementOfAnOperationThatASocketCompletes() throws Exception {
        try (var lock = new TableLock(database, "waiter");
                var socket = ApiSocket.open(server)) {
            long start = System.nanoTime();
            socket.subscribe("slow", JOES);
            lock.awaitWaiting(1);
            socket.send(Map.of("id", "slow", "type", "complete"));
            lock.awaitWaiting(0);
            assertBeforeTheDeadline(start);
            // the connection of the stopped statement is as good as any
            socket.subscribe("next", "{ places { totalCount } }").next("next");
        }
    }

    @Test
    void beginsNothingForAClientThatIsGone() throws Exception {
        try (var lock = new TableLock(database, "waiter");
                var running = send(JOES)) {
            lock.awaitWaiting(1);
            var input = "{name: \"Joe\", address: \"x\"} ".repeat(120);
            try (var gone = send("mutation { createPlaces(input: [" + input + "]) { id } }")) {
                awaitWaiting(1);
            }
            awaitWaiting(0);
        }
        ask(JOES).data();
        assertEquals(0, ask("{ places { totalCount } }").<Integer>data("places.totalCount"));
    }

    @Test
    void refusesWhatFindsNoPlaceToWait() throws Exception {
        var clients = new ArrayList<RawSocket>();
        try (var lock = new TableLock(database, "waiter")) {
            clients.add(send(JOES));
            lock.awaitWaiting(1);
            for (int i = 0; i < 3; i++) {
                clients.add(send(JOES));
            }
            awaitWaiting(3);
            try (var oneTooMany = send(JOES)) {
                var head = oneTooMany.head().toLowerCase();
                assertTrue(head.startsWith("http/1.1 503 service unavailable\r\n"), head);
                assertTrue(head.contains("retry-after: 1\r\n"), head);
            }
            // light ones have a line of their own
            ask("{ place(id: 1) { name } }").data();
        }
        for (var client : clients) {
            assertStatus("200 OK", client);
            client.close();
        }
    }

    @Test
    void givesThePlacesOfThoseWhoAreGoneToOthers() throws Exception {
        try (var lock = new TableLock(database, "waiter")) {
            var running = send(JOES);
            lock.awaitWaiting(1);
            var gone = List.of(send(JOES), send(JOES), send(JOES));
            awaitWaiting(3);
            for (var client : gone) {
                client.close();
            }
            awaitWaiting(0);
            try (var late = send("{ places(where: {name: {exact: \"Joe\"}}) { totalCount } }")) {
                running.close();
                assertStatus("200 OK", late);
            }
        }
    }
}
