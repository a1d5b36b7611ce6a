package relata.transaction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.hibernate.Session;
import relata.api.ApiException.Problem;
import relata.api.Deadline;
import relata.api.RelataSettings;
import relata.api.limit.LimitSettings;
import relata.api.port.ChangeCursors;
import relata.api.port.UnitOfWork;
import relata.connection.DatabaseHealth;
import relata.connection.DatabaseNode;
import relata.connection.Interruptions;
import relata.connection.SqlFunction;

/** Runs each operation in a database transaction. */
@Singleton
class Transactions implements UnitOfWork {
    private static final int ATTEMPTS = 6;
    private static final int PAUSE_MILLIS = 20;
    private static final SqlFunction<Connection, Optional<String>> NOWHERE = connection -> Optional.empty();

    private final Session session;
    private final Interruptions interruptions;
    private final DatabaseHealth primary;
    private final Replicas replicas;
    private final ChangeCursors cursors;
    private final Duration time;
    private final LimitSettings limits;
    /** In seconds, beyond any deadline: the transaction manager would abort from a thread of its own. */
    private final int longest;

    Transactions(
            Session session,
            Interruptions interruptions,
            DatabaseHealth primary,
            Replicas replicas,
            ChangeCursors cursors,
            RelataSettings settings,
            LimitSettings limits) {
        this.session = session;
        this.interruptions = interruptions;
        this.primary = primary;
        this.replicas = replicas;
        this.cursors = cursors;
        this.time = settings.deadline();
        this.limits = limits;
        this.longest = Math.toIntExact(time.toSeconds()) + 60;
    }

    @Override
    public <T> T read(Snapshot snapshot, String after, Supplier<T> work) {
        var mode = snapshot == Snapshot.OF_ONE_FIELD ? Mode.ONE_FIELD : Mode.SNAPSHOT;
        var deadline = deadline();
        // the feed follows the primary
        var replica = snapshot == Snapshot.IN_FEED ? Optional.<DatabaseNode>empty() : replicas.choose(after);
        if (replica.isPresent()) {
            var result = attemptAt(replica.get(), mode, deadline, work);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return attempt(mode, primary -> begin(snapshot, after, deadline, primary), deadline, work);
    }

    /**
     * Waits until everything before the cursor is visible. Returns a position no later than the snapshot on request.
     */
    private Optional<String> begin(Snapshot snapshot, String after, Deadline deadline, Connection connection)
            throws SQLException {
        while (after != null && !cursors.isVisible(after, connection)) {
            deadline.check();
        }
        return snapshot == Snapshot.IN_FEED ? cursors.visible(connection) : Optional.empty();
    }

    /** Empty if the replica was lost meanwhile. */
    private <T> Optional<T> attemptAt(DatabaseNode replica, Mode mode, Deadline deadline, Supplier<T> work) {
        try (var unit = new Work(replica, interruptions, mode, NOWHERE, deadline, limits)) {
            T result = work.get();
            unit.commit();
            if (!unit.isLost()) {
                return Optional.of(result);
            }
        } catch (RuntimeException e) {
            if (!Failure.of(e).isDisconnected()) {
                throw e;
            }
        }
        replica.lost();
        return Optional.empty();
    }

    private <T> T attempt(
            Mode mode, SqlFunction<Connection, Optional<String>> begin, Deadline deadline, Supplier<T> work) {
        deadline.check();
        try (var unit = new Work(primary, interruptions, mode, begin, deadline, limits)) {
            T result = work.get();
            unit.commit();
            return result;
        }
    }

    private Deadline deadline() {
        return Deadline.current().orElseGet(() -> Deadline.in(time));
    }

    @Override
    public <T> T write(Writing writing, Supplier<T> work) {
        var deadline = deadline();
        int failures = 0;
        while (true) {
            try {
                return switch (writing) {
                    case BY_ONE_FIELD -> attempt(Mode.WRITE_ONE_FIELD, NOWHERE, deadline, work);
                    case BY_ALL_FIELDS -> attempt(Mode.WRITE, NOWHERE, deadline, work);
                    case BY_SESSION -> attemptBySession(deadline, work);
                };
            } catch (RuntimeException e) {
                // waiting for another operation with its idempotency key is limited only by the deadline
                if (!(e instanceof KeyInUseException)) {
                    failures++;
                }
                if (failures == ATTEMPTS || !Failure.of(e).isPassing() || !hasPaused(failures, deadline)) {
                    throw e;
                }
            }
        }
    }

    private <T> T attemptBySession(Deadline deadline, Supplier<T> work) {
        return QuarkusTransaction.requiringNew().timeout(longest).call(() -> {
            StatementNotes.watch(session);
            return attempt(Mode.WRITE_BY_SESSION, NOWHERE, deadline, work);
        });
    }

    /**
     * Waits longer on each retry, for a random time, so that callers do not collide again.
     *
     * @return whether there is time left
     */
    private static boolean hasPaused(int failures, Deadline deadline) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, (long) PAUSE_MILLIS << failures));
            return !deadline.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public List<Problem> explain(Throwable failure) {
        return Failure.of(failure).problems(deadline());
    }
}
