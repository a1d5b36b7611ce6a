package relata.connection;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.Connection;
import relata.api.Deadline;

/**
 * Cancels the statements of transactions whose deadline has passed. A cancellation between two statements has no
 * effect, so it is repeated until the transaction is reported to have ended.
 */
@Singleton
public class Interruptions {
    private static final Logger LOG = Logger.getLogger(Interruptions.class);
    private static final int PERIOD_MILLIS = 50;

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "interruptions"));

    @PostConstruct
    void start() {
        timer.scheduleWithFixedDelay(this::stopLateOnes, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Watches the work on a connection until the watch is closed. */
    public Watch watch(java.sql.Connection connection, Deadline deadline) throws SQLException {
        var watch = new Watch(connection.unwrap(Connection.class), deadline);
        watches.add(watch);
        return watch;
    }

    private void stopLateOnes() {
        watches.stream().filter(watch -> watch.deadline.isOver()).forEach(Watch::stop);
    }

    @PreDestroy
    void end() {
        timer.shutdownNow();
    }

    public final class Watch implements AutoCloseable {
        private final Connection connection;
        private final Deadline deadline;
        private boolean closed;

        private Watch(Connection connection, Deadline deadline) {
            this.connection = connection;
            this.deadline = deadline;
        }

        private synchronized void stop() {
            if (closed) {
                return;
            }
            try {
                connection.cancelCurrentQuery();
            } catch (SQLException | RuntimeException e) {
                // whatever the failure: the others must be cancelled too
                LOG.warnf(
                        "A statement that takes too long cannot be cancelled. Only its own time limit can stop it: %s",
                        e);
            }
        }

        /** Waits for a cancellation in progress. After that, others may use the connection. */
        @Override
        public synchronized void close() {
            closed = true;
            watches.remove(this);
        }
    }
}
