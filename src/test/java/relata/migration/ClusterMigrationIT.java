package relata.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.Background;
import relata.cluster.Cluster;
import relata.cluster.Node;

/** Servers that start at once, each at its own node of a cluster, bring one database up to date. */
@Timeout(600)
@Tag("cluster")
class ClusterMigrationIT {
    private static final int ROUNDS = 10;

    private Integer migrate(Cluster cluster, Node node) throws InterruptedException {
        var configuration = Flyway.configure()
                .dataSource(node.url(), cluster.user(), cluster.password())
                .locations("classpath:db/migration");
        var migrator = new OneMigrator();
        migrator.customize(configuration);
        try {
            return configuration.load().migrate().migrationsExecuted;
        } finally {
            migrator.release();
        }
    }

    private void assertMigrates(Cluster cluster) throws Exception {
        var all = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 6; i++) {
            var node = cluster.node(i % 3);
            all.add(Background.start(() -> migrate(cluster, node)));
        }
        int executed = 0;
        for (var one : all) {
            executed += one.get();
        }
        assertEquals(4, executed);
        String history =
                "select group_concat(version, success order by version) from flyway_schema_history where type = 'SQL'";
        assertEquals("11,21,31,41", cluster.node(2).ask(history));
        assertEquals("1", cluster.node(1).ask("select count(*) from change_feed"));
    }

    @Test
    void migratesOnce() throws Exception {
        var missing = Cluster.missing();
        assumeTrue(missing.isEmpty(), () -> "A Galera cluster needs " + missing.get());
        try (var cluster = Cluster.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                cluster.node(0).run("drop database relata", "create database relata");
                if (round % 2 == 1) {
                    leaveHalfDone(cluster.node(round % 3));
                }
                assertMigrates(cluster);
            }
        }
    }

    /** As a server does that is killed while it migrates. */
    private void leaveHalfDone(Node node) throws Exception {
        node.run(
                "create table migration_lock (id tinyint primary key, owner varchar(36) not null, beats bigint not null)",
                "insert into migration_lock values (1, 'killed', 7)");
        try (var script = getClass().getResourceAsStream("/db/migration/V1__places_and_people.sql")) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            var statements = sql.replaceAll("(?m)^--.*$", "").strip().split(";\\s*\n|;$");
            node.run(Arrays.copyOf(statements, statements.length / 2));
        }
    }
}
