package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.ApiSocket;
import relata.Await;
import relata.Json;

/** A primary and a replica: what answers, and how fresh that is. */
class ReplicaIT {
    // language=GraphQL
    private static final String CREATE = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";

    private static final String COUNT = "{ places { totalCount } }";

    private static SpareDatabase primary;
    private static SpareDatabase replica;
    private static String replicaName;
    /** With a replica that is never too far behind. */
    private static PackagedRelata patient;

    @BeforeAll
    static void start() throws Exception {
        primary = SpareDatabase.start("--server-id=1");
        replica = SpareDatabase.start("--server-id=2");
        int port = URI.create(primary.url().substring("jdbc:".length())).getPort();
        replicaName = "127.0.0.1:"
                + URI.create(replica.url().substring("jdbc:".length())).getPort();
        replica.run(
                "set global gtid_slave_pos = '%s'".formatted(primary.ask("select @@gtid_binlog_pos")),
                "change master to master_host = '127.0.0.1', master_port = %d, master_user = '%s', master_password = '%s', "
                                .formatted(port, primary.user(), primary.password())
                        + "master_ssl = 0, master_connect_retry = 1, master_use_gtid = slave_pos",
                "start slave");
        patient = server("1H");
    }

    private static PackagedRelata server(String lag) throws Exception {
        // with a user of its own there
        var url = "%s&user=%s&password=%s".formatted(replica.url(), replica.user(), replica.password());
        return PackagedRelata.with(primary, "relata.database.replicas=" + url, "relata.database.replica-lag=" + lag);
    }

    @AfterAll
    static void stop() throws Exception {
        patient.close();
        replica.close();
        primary.close();
    }

    @BeforeEach
    void awaitTheReplica() throws Exception {
        replica.run("start slave");
        awaitReads(patient);
    }

    /** Until it answers again. */
    private static void awaitReads(PackagedRelata server) throws Exception {
        long before = reads(server, replicaName);
        Await.until(() -> {
            count(server);
            return reads(server, replicaName) > before;
        });
        String written = create(server).headers().firstValue("Relata-Cursor").orElseThrow();
        int count = count(server, "Relata-After", written);
        Await.equal(count, () -> count(server));
    }

    private static long reads(PackagedRelata server, String name) throws Exception {
        return Math.round(metric(server, "relata_replica_reads_total", name));
    }

    private static double metric(PackagedRelata server, String metric, String name) throws Exception {
        return server.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + "{replica=\"" + name + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static HttpResponse<String> create(PackagedRelata server) throws Exception {
        var created = server.ask(CREATE);
        assertEquals(200, created.statusCode(), created::body);
        return created;
    }

    private static int count(PackagedRelata server, String... headers) throws Exception {
        return countOf(server.ask(COUNT, headers));
    }

    private static int countOf(HttpResponse<String> answer) {
        assertFalse(answer.body().contains("errors"), answer::body);
        return Json.of(answer.body()).getInt("data.places.totalCount");
    }

    @Test
    void answersAfterACursorWhatTheReplicaDoesNotHaveYet() throws Exception {
        int before = count(patient);
        replica.run("stop slave sql_thread");
        long reads = reads(patient, replicaName);
        var created = create(patient);
        String cursor = created.headers().firstValue("Relata-Cursor").orElseThrow();
        // what is written is read at once where that is asked for, and else a little later
        assertEquals(before, count(patient));
        assertEquals(reads + 1, reads(patient, replicaName));
        assertEquals(before + 1, count(patient, "Relata-After", cursor));
        assertEquals(before + 1, countOf(patient.ask(Map.of("query", COUNT, "extensions", Map.of("after", cursor)))));
        // a place in the feed is one of the primary, and so is what is read beside it
        var beside = patient.ask("{ places { totalCount } changesCursor }");
        assertEquals(before + 1, countOf(beside));
        String place = Json.of(beside.body()).getString("data.changesCursor");
        assertEquals(before + 1, count(patient, "Relata-After", place));
        assertEquals(reads + 1, reads(patient, replicaName));

        replica.run("start slave sql_thread");
        Await.equal(before + 1, () -> count(patient));
        long later = reads(patient, replicaName);
        Await.until(() -> {
            assertEquals(before + 1, count(patient, "Relata-After", cursor));
            return reads(patient, replicaName) > later;
        });
    }

    @Test
    void tellsOfNoChangeBeforeItsRecordCanBeRead() throws Exception {
        replica.run("stop slave sql_thread");
        String after = Json.of(patient.ask("{ changesCursor }").body()).getString("data.changesCursor");
        try (var socket = ApiSocket.open(patient.uri("/graphql").toURL())) {
            // language=GraphQL
            String document = "subscription ($after: String) {"
                    + " changes(after: $after, of: [PLACE]) { id node { ... on Place { name } } } }";
            socket.subscribe("1", document, Map.of("after", after));
            var id = Json.of(create(patient).body()).getString("data.createPlace.id");
            var told = socket.next("next");
            assertEquals(id, told.getString("payload.data.changes.id"));
            assertEquals("a", told.getString("payload.data.changes.node.name"));
        }
    }

    @Test
    void leavesOutOneThatIsTooFarBehindUntilItHasCaughtUp() throws Exception {
        try (var strict = server("1S")) {
            awaitReads(strict);
            int before = count(strict);
            replica.run("stop slave sql_thread");
            create(strict);
            Await.equal(before + 1, () -> count(strict));
            assertNotEquals(before + 1, Integer.parseInt(replica.ask("select count(*) from relata.place")));
            assertTrue(metric(strict, "relata_replica_behind", replicaName) >= 1);
            long reads = reads(strict, replicaName);
            count(strict);
            assertEquals(reads, reads(strict, replicaName));
            replica.run("start slave sql_thread");
            awaitReads(strict);
            assertTrue(metric(strict, "relata_replica_behind", replicaName) < 1);
        }
    }

    @Test
    void answersByOneThatIsThreeSecondsBehindWhateverNeedNotBeFresher() throws Exception {
        delay(3);
        try {
            int before = count(patient);
            var cursor = create(patient).headers().firstValue("Relata-Cursor").orElseThrow();
            assertEquals(before + 1, count(patient, "Relata-After", cursor));
            // it takes its time, but it comes
            Await.equal(before + 1, () -> count(patient));
            Await.until(() -> {
                long reads = reads(patient, replicaName);
                count(patient, "Relata-After", cursor);
                return reads(patient, replicaName) > reads;
            });
        } finally {
            delay(0);
        }
    }

    private static void delay(int seconds) throws Exception {
        replica.run("stop slave", "change master to master_delay = " + seconds, "start slave");
    }

    @Test
    void answersWithoutOneThatIsKilledUntilItIsBack() throws Exception {
        int count = count(patient);
        SpareDatabase.kill(replica.process());
        for (int i = 0; i < 100; i++) {
            assertEquals(count, count(patient));
        }
        awaitReads(patient);
    }

    @Test
    void answersWithoutOneThatIsFrozenUntilItIsBack() throws Exception {
        int count = count(patient);
        String pid = String.valueOf(replica.process().pid());
        for (var signal : List.of("STOP", "CONT")) {
            assertEquals(
                    0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
            for (int i = 0; i < 100; i++) {
                assertEquals(count, count(patient));
            }
        }
        awaitReads(patient);
    }
}
