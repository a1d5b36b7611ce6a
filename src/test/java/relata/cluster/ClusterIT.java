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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.feed.Follower;
import relata.feed.OwnFeed;

/** On a cluster, subscribers are told all changes once and in one order, whatever happens to its nodes. */
@Timeout(600)
@Tag("cluster")
class ClusterIT {
    private Cluster cluster;
    private OwnFeed one;
    private OwnFeed other;

    @BeforeEach
    void start() throws Exception {
        var missing = Cluster.missing();
        assumeTrue(missing.isEmpty(), () -> "A Galera cluster needs " + missing.get());
        cluster = Cluster.start();
        migrate();
        one = new OwnFeed(cluster.url(0), cluster.user(), cluster.password(), 1_000).awaitOpen();
        other = new OwnFeed(cluster.url(1), cluster.user(), cluster.password(), 1_000).awaitOpen();
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
            var lost = new HashSet<>(writers.acknowledged());
            lost.removeAll(written);
            assertEquals(Set.of(), lost, "acknowledged, and lost");
            for (var follower : List.of(staying, hopping)) {
                awaitTold(follower, written.size());
                assertEquals(new HashSet<>(written), new HashSet<>(follower.told()));
                assertEquals(written.size(), follower.told().size());
            }
            assertEquals(staying.told(), hopping.told());
            // others, who read everything again
            for (int i = 0; i < 3; i++) {
                try (var late = new OwnFeed(cluster.url(i), cluster.user(), cluster.password(), 10).awaitOpen();
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
                cluster.kill(node);
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
            faults.add(() -> cluster.freeze(node));
        }
        assertTold(faults.toArray(Fault[]::new));
    }

    @Test
    void tellsAllWhileNodesGetTheirDataAnew() throws Exception {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < 2; i++) {
            var node = cluster.node(i);
            faults.add(() -> {
                cluster.kill(node);
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

    /** A client that reads at any node, and subscribes from there, has everything. */
    @Test
    void knowsWhatIsVisibleAtEachNode() throws Exception {
        var counts = new ArrayList<Integer>();
        var followers = new ArrayList<Follower>();
        try (var writers = new Writers(cluster)) {
            for (int i = 0; i < 30; i++) {
                writers.awaitWrites(3);
                try (var connection = cluster.node(i % 3).connect();
                        var statement = connection.createStatement()) {
                    String visible = one.visible(connection);
                    var count = statement.executeQuery("select count(*) from place");
                    count.next();
                    counts.add(count.getInt(1));
                    followers.add(new Follower(List.of(i % 2 == 0 ? one : other), visible, 1_000));
                }
            }
        }
        int all = written().size();
        for (int i = 0; i < 30; i++) {
            awaitTold(followers.get(i), all - counts.get(i));
            followers.get(i).close();
        }
    }

    /** Files that begin and tables that change leave a binlog without the number of a transaction at its end. */
    @Test
    void findsWhatIsVisibleAgain() throws Exception {
        cluster.node(0).run("insert into place (id, name, address) values (1, 'a', 'b')", "create table note (id int)");
        for (var node : cluster.nodes()) {
            node.run("flush local binary logs");
            try (var snapshot = node.connect()) {
                one.visible(snapshot);
            }
        }
        Thread.sleep(5_000);
        for (var node : cluster.nodes()) {
            try (var snapshot = node.connect();
                    var follower = new Follower(List.of(one, other), one.visible(snapshot), 100)) {
                node.run("update place set name = concat(name, 'x')");
                awaitTold(follower, 1);
                assertEquals(List.of("UPDATED Place:1"), follower.told());
            }
        }
    }

    @Test
    void saysAtEachNodeThatRecordsMayHaveChangedUnseen() throws Exception {
        String before = one.cursor();
        try (var atOne = new Follower(List.of(one), before, 1_000);
                var atOther = new Follower(List.of(other), before, 1_000)) {
            cluster.node(2).run("insert into place (id, name, address) values (1, 'a', 'b')", "truncate table waiter");
            for (var follower : List.of(atOne, atOther)) {
                for (int tries = 0; follower.refusal() == null; tries++) {
                    assertTrue(tries < 3_000, "it goes on");
                    Thread.sleep(10);
                }
                assertTrue(follower.refusal().contains("Read the data again"), follower.refusal());
            }
        }
        assertTrue(one.gaps() == 1 && other.gaps() == 1);
        try (var next = new Follower(List.of(one.awaitOpen(), other.awaitOpen()), one.cursor(), 100)) {
            cluster.node(2).run("insert into place (id, name, address) values (2, 'a', 'b')");
            awaitTold(next, 1);
            assertEquals(List.of("CREATED Place:2"), next.told());
        }
    }
}
