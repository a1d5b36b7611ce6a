package relata.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Programs that write places, one to each node, and to the next one while theirs is away. */
final class Writers implements AutoCloseable {
    private static final AtomicLong KEYS = new AtomicLong();

    private final Cluster cluster;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Writers(Cluster cluster) {
        this.cluster = cluster;
        for (int i = 0; i < 3; i++) {
            int first = i;
            var thread = new Thread(() -> write(first), "writer");
            thread.start();
            threads.add(thread);
        }
    }

    private void write(int first) {
        for (int turn = first; !stopped; turn++) {
            try (var connection = cluster.node(turn % 3).connect()) {
                while (!stopped) {
                    write(connection);
                }
            } catch (SQLException | InterruptedException away) {
                // to the next one
            }
        }
    }

    private void write(Connection connection) throws SQLException, InterruptedException {
        long key = KEYS.incrementAndGet();
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(5);
            statement.execute("insert into place (id, name, address) values (%d, 'a', 'b')".formatted(key));
            acknowledged.add("CREATED Place:" + key);
        }
        Thread.sleep(5);
    }

    /** Returns when there were so many more. */
    void awaitWrites(int more) throws InterruptedException {
        int count = acknowledged.size() + more;
        for (int tries = 0; acknowledged.size() < count; tries++) {
            assertTrue(tries < 6_000, "no writes");
            Thread.sleep(10);
        }
    }

    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
