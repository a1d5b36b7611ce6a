package relata.transaction;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import relata.api.IdempotencySettings;

/** Deletes expired stored answers. Every server does so, since any of them may be the last one. */
@Startup
@Singleton
class StoredAnswersCleanup {
    private static final Logger LOG = Logger.getLogger(StoredAnswersCleanup.class);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(1);
    private static final int STEP = 100;

    /** The number of bytes that surely fit into one database packet, however the answer is encoded. */
    private static final long LARGEST_ANSWER = 8 * 1024 * 1024;

    private static final int PAUSE_MILLIS = 50;

    private final AgroalDataSource pool;
    private final Duration keep;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "stored-answers-cleanup"));

    /** @throws IllegalArgumentException if a setting is out of range */
    StoredAnswersCleanup(AgroalDataSource pool, IdempotencySettings settings) {
        if (settings.answer().asLongValue() > LARGEST_ANSWER) {
            throw new IllegalArgumentException("relata.idempotency.answer must be at most 8M");
        }
        if (settings.keep().isNegative()) {
            throw new IllegalArgumentException("relata.idempotency.keep must be 0 or more");
        }
        this.pool = pool;
        this.keep = settings.keep();
    }

    @PostConstruct
    void start() {
        long period = Math.max(1_000, (keep.compareTo(LONGEST_PERIOD) < 0 ? keep : LONGEST_PERIOD).toMillis());
        timer.scheduleWithFixedDelay(this::run, period, period, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    private void run() {
        try {
            while (delete() == STEP) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | RuntimeException e) {
            // the database is unreachable, or another server is deleting: the next run tries again
            LOG.debugf("Stored answers could not be deleted: %s", e.getMessage());
        } catch (InterruptedException e) {
            // shutting down
        }
    }

    private int delete() throws SQLException {
        try (var connection = pool.getConnection();
                var isolation = connection.createStatement();
                var delete = connection.prepareStatement("delete from stored_answer"
                        + " where created < utc_timestamp() - interval ? second order by created limit " + STEP)) {
            // locks only the rows that it deletes, so that no insert waits
            isolation.execute("set transaction isolation level read committed");
            delete.setLong(1, keep.toSeconds());
            return delete.executeUpdate();
        }
    }
}
