package relata.transaction;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Deadline;
import relata.api.ErrorCode;
import relata.connection.DatabaseHealth;

/** Classifies a failure by its whole chain of causes. */
final class Failure {
    private static final Logger LOG = Logger.getLogger(Failure.class);

    /** Deadlock, lock wait timeout, and a record that changed since the snapshot. */
    private static final Set<Integer> PASSING = Set.of(1213, 1205, 1020);

    /** Stopped by the statement timeout, or from outside. */
    private static final Set<Integer> STOPPED = Set.of(1969, 1317);

    /** A cluster node that could not replicate a commit; a connection that was killed. */
    private static final Set<Integer> LOST = Set.of(1180, 1927);

    private final Throwable failure;
    private final List<Throwable> causes = new ArrayList<>();

    private Failure(Throwable failure) {
        this.failure = failure;
        addCauses(failure, 20, causes);
    }

    static Failure of(Throwable failure) {
        return new Failure(failure);
    }

    /** Whether the same work may succeed on a retry. */
    boolean isPassing() {
        return any(cause -> cause instanceof TransientException
                || cause instanceof KeyInUseException
                || cause instanceof StaleStateException
                || (cause instanceof SQLException sql && PASSING.contains(sql.getErrorCode())));
    }

    /** Whether the database stopped a statement because its time was up. */
    boolean isStopped() {
        return any(cause -> cause instanceof SQLException sql && STOPPED.contains(sql.getErrorCode()));
    }

    /** Whether the database was unreachable. */
    boolean isDisconnected() {
        return any(cause -> cause instanceof SQLException sql
                && ((sql.getSQLState() != null && sql.getSQLState().startsWith("08"))
                        || LOST.contains(sql.getErrorCode())
                        || isOfPool(sql)));
    }

    /** Whether the pool had no connection, or only a dead one, which the transaction could not enlist. */
    private static boolean isOfPool(SQLException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("acquisition timeout") || message.startsWith("failed to enlist");
    }

    /** @param deadline the deadline of the failed work */
    List<Problem> problems(Deadline deadline) {
        var told = causes.stream().filter(ApiException.class::isInstance).findFirst();
        if (told.isPresent()) {
            return ((ApiException) told.get()).problems();
        }
        if (isPassing() && !isWaitForALockUntil(deadline)) {
            String message = "The operation conflicted with another one, and nothing was changed: retry it";
            return List.of(new Problem(ErrorCode.TRY_AGAIN, message, Map.of()));
        }
        if (isPassing() || isStopped()) {
            return deadline.exceeded().problems();
        }
        if (isDisconnected()) {
            LOG.warnf("The database cannot be reached: %s", Redacted.of(failure));
            return List.of(DatabaseHealth.UNAVAILABLE);
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf(Redacted.of(failure), "Error %s", id);
        String message = "An internal error occurred: see the server log for error id " + id;
        return List.of(new Problem(ErrorCode.INTERNAL, message, Map.of("errorId", id)));
    }

    /** Another operation with the idempotency key says more than the deadline. */
    private boolean isWaitForALockUntil(Deadline deadline) {
        return deadline.isOver() && !any(KeyInUseException.class::isInstance);
    }

    private boolean any(Predicate<Throwable> test) {
        return causes.stream().anyMatch(test);
    }

    /** The reason why a transaction failed may be a suppressed exception. */
    private static void addCauses(Throwable failure, int depth, List<Throwable> causes) {
        if (failure != null && depth > 0) {
            causes.add(failure);
            addCauses(failure.getCause(), depth - 1, causes);
            for (var suppressed : failure.getSuppressed()) {
                addCauses(suppressed, depth - 1, causes);
            }
        }
    }
}
