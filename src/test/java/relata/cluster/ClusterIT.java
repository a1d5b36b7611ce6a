package relata.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.feed.Follower;
import relata.feed.OwnFeed;

/** On a cluster, subscribers are told all changes once and in one order, whatever happens to its nodes. */
@Timeout(600)
class ClusterIT {
    private Cluster cluster;
    private OwnFeed one;
    private OwnFeed other;

    @BeforeEach
    void start() throws Exception {
        start("sync-binlog=1\ninnodb-flush-log-at-trx-commit=1");
    }

    private void start(String durability) throws Exception {
        var missing = Cluster.missing();
        assumeTrue(missing.isEmpty(), () -> "A Galera cluster needs " + missing.get());
        cluster = Cluster.start(durability);
        migrate();
        one = OwnFeed.alone(cluster.url(0), cluster.user(), cluster.password(), 1_000)
                .awaitOpen();
        other = OwnFeed.alone(cluster.url(1), cluster.user(), cluster.password(), 1_000)
                .awaitOpen();
    }

    private void migrate() throws IOException, SQLException {
        for (String file : List.of("V1__places_and_people.sql", "V2__change_feed.sql")) {
            try (var script = ClusterIT.class.getResourceAsStream("/db/migration/" + file)) {
                String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
                cluster.node(0).run(sql.replaceAll("(?m)^--.*$", "").strip().split(";\\s*\n|;$"));
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (var closed : java.util.Arrays.asList(one, other, cluster)) {
            if (closed != null) {
                closed.close();
            }
        }
    }

    private interface Fault {
        void happen() throws Exception;
    }

    /** Lets faults happen while there are writes; then everybody was told what was written, once and in one order. */
    private void assertTold(Fault... faults) throws Exception {
        String start = one.cursor();
        try (var writers = new Writers(cluster);
                var staying = new Follower(List.of(one), start, 1_000);
                var hopping = new Follower(List.of(one, other), start, 1_000)) {
            for (var fault : faults) {
                writers.awaitWrites(100);
                fault.happen();
                writers.awaitWrites(100);
            }
            writers.stop();
            var written = written();
            assertTrue(new HashSet<>(written).containsAll(writers.acknowledged()), "an acknowledged write is lost");
            for (var follower : List.of(staying, hopping)) {
                awaitTold(follower, written.size());
                assertEquals(new HashSet<>(written), new HashSet<>(follower.told()));
                assertEquals(written.size(), follower.told().size());
            }
            assertEquals(staying.told(), hopping.told());
            // others, who read everything again
            for (int i = 0; i < 3; i++) {
                try (var late = OwnFeed.alone(cluster.url(i), cluster.user(), cluster.password(), 10)
                                .awaitOpen();
                        var follower = new Follower(List.of(late), start, 1_000)) {
                    awaitTold(follower, written.size());
                    assertEquals(staying.told(), follower.told());
                }
            }
        }
    }

    private static void awaitTold(Follower follower, int count) throws InterruptedException {
        for (int tries = 0; follower.told().size() < count && follower.refusal() == null && tries < 3_000; tries++) {
            Thread.sleep(10);
        }
        assertNull(follower.refusal());
        assertTrue(follower.told().size() >= count, () -> follower.told().size() + " of " + count);
    }

    private List<String> written() throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = cluster.node(2).connect();
                var statement = connection.createStatement()) {
            statement.execute("set session wsrep_sync_wait = 1");
            var rows = statement.executeQuery("select id from place order by id");
            while (rows.next()) {
                all.add("CREATED Place:" + rows.getLong(1));
            }
        }
        return all;
    }

    @Test
    void tellsAllWhileNodesStopAndStart() throws Exception {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < 3; i++) {
            var node = cluster.node(i);
            faults.add(() -> {
                node.stop();
                node.start();
            });
        }
        assertTold(faults.toArray(Fault[]::new));
    }

    @Test
    void tellsAllWhileNodesAreKilled() throws Exception {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < 3; i++) {
            var node = cluster.node(i);
            faults.add(() -> {
                node.kill();
                node.start();
            });
        }
        assertTold(faults.toArray(Fault[]::new));
    }

    @Test
    void tellsAllWhileNodesAreFrozen() throws Exception {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < 2; i++) {
            var node = cluster.node(i);
            faults.add(() -> {
                node.freeze();
                Thread.sleep(8_000);
                node.thaw();
                node.awaitReady();
            });
        }
        assertTold(faults.toArray(Fault[]::new));
    }

    @Test
    void tellsAllWhileNodesGetTheirDataAnew() throws Exception {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < 2; i++) {
            var node = cluster.node(i);
            faults.add(() -> {
                node.kill();
                node.lose();
                node.start();
            });
        }
        assertTold(faults.toArray(Fault[]::new));
    }

    @Test
    void tellsAllWhereTheQuorumIsLost() throws Exception {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < 2; i++) {
            var one = cluster.node(i);
            var other = cluster.node(i + 1);
            faults.add(() -> {
                one.kill();
                other.kill();
                Thread.sleep(3_000);
                one.begin(false);
                other.begin(false);
                one.awaitReady();
                other.awaitReady();
            });
        }
        assertTold(faults.toArray(Fault[]::new));
    }

    @Test
    void tellsAllWhereTheWholeClusterIsKilled() throws Exception {
        assertTold(cluster::killAndStart, cluster::killAndStart);
    }

    /** As Galera's documentation allows: a node that is killed gets its last second again from the others. */
    @Test
    void neverSkipsWhereNodesForgetTheirLastSecond() throws Exception {
        stop();
        start("sync-binlog=0\ninnodb-flush-log-at-trx-commit=0");
        tellsAllWhileNodesAreKilled();
    }
}
