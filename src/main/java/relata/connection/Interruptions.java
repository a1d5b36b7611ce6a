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
 * Stops what transactions do in the database once their deadline is over. A stop that comes between two statements
 * does nothing, so it is sent again and again until the transaction is told to have ended.
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

    /** Watches over the work on a connection, until that is closed. */
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
                // whatever it was: the others are to be stopped, too
                LOG.warnf("A statement that takes too long cannot be stopped, but for its own limit: %s", e);
            }
        }

        /** From then on others may use the connection: it waits for a stop that is on its way. */
        @Override
        public synchronized void close() {
            closed = true;
            watches.remove(this);
        }
    }
}
