package relata.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;
import relata.Background;
import relata.database.SpareDatabase;

/** One server at a time holds the lock, whoever is killed. */
class MigrationLockIT {
    @Test
    void letsOneServerAtATimeThrough() throws Exception {
        try (var database = SpareDatabase.start()) {
            assertOneAtATime(() -> source(database.url(), database.user(), database.password()));
        }
    }

    private static DataSource source(String url, String user, String password) throws Exception {
        var source = new MariaDbDataSource(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static void assertOneAtATime(Callable<DataSource> sources) throws Exception {
        var holders = new AtomicInteger();
        var all = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 5; i++) {
            all.add(Background.start(() -> {
                try (var lock = new MigrationLock(sources.call(), 10_000).acquire()) {
                    int now = holders.incrementAndGet();
                    Thread.sleep(100);
                    holders.decrementAndGet();
                    return now;
                }
            }));
        }
        for (var one : all) {
            assertEquals(1, one.get());
        }
    }

    @Test
    void takesThePlaceOfAServerThatWasKilled() throws Exception {
        try (var database = SpareDatabase.start()) {
            var source = source(database.url(), database.user(), database.password());
            new MigrationLock(source, 10_000).acquire().close();
            database.run("update migration_lock set owner = 'killed'");
            long start = System.nanoTime();
            new MigrationLock(source, 1_000).acquire().close();
            assertTrue(System.nanoTime() - start >= 1_000_000_000L);
            assertEquals("", database.ask("select owner from migration_lock"));
        }
    }

    @Test
    void waitsForAServerThatIsAliveHoweverLongItTakes() throws Exception {
        try (var database = SpareDatabase.start()) {
            var source = source(database.url(), database.user(), database.password());
            CompletableFuture<Boolean> next;
            try (var lock = new MigrationLock(source, 10_000).acquire()) {
                next = Background.start(() -> {
                    new MigrationLock(source, 2_500).acquire().close();
                    return true;
                });
                Thread.sleep(5_000);
                assertTrue(!next.isDone());
            }
            assertTrue(next.get());
        }
    }
}
