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

/** What went wrong, told by the whole chain of causes. */
final class Failure {
    private static final Logger LOG = Logger.getLogger(Failure.class);

    /** Deadlock, lost lock wait, and a record that changed since the snapshot. */
    private static final Set<Integer> PASSING = Set.of(1213, 1205, 1020);

    /** By the limit of the statement, and from outside. */
    private static final Set<Integer> STOPPED = Set.of(1969, 1317);

    /** A node of a cluster that could not tell the others of a commit; a connection that was ended. */
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

    /** Whether the same work may succeed when it is tried again. */
    boolean isPassing() {
        return any(cause -> cause instanceof TransientException
                || cause instanceof KeyInUseException
                || cause instanceof StaleStateException
                || (cause instanceof SQLException sql && PASSING.contains(sql.getErrorCode())));
    }

    /** Whether the database ended a statement since its time was up. */
    boolean isStopped() {
        return any(cause -> cause instanceof SQLException sql && STOPPED.contains(sql.getErrorCode()));
    }

    /** Whether the database was away. */
    boolean isDisconnected() {
        return any(cause -> cause instanceof SQLException sql
                && ((sql.getSQLState() != null && sql.getSQLState().startsWith("08"))
                        || LOST.contains(sql.getErrorCode())
                        || isOfPool(sql)));
    }

    /** Whether no connection could be had, or just one that was dead, which the transaction would not take. */
    private static boolean isOfPool(SQLException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("acquisition timeout") || message.startsWith("failed to enlist");
    }

    /** @param deadline what holds for the work that failed */
    List<Problem> problems(Deadline deadline) {
        var told = causes.stream().filter(ApiException.class::isInstance).findFirst();
        if (told.isPresent()) {
            return ((ApiException) told.get()).problems();
        }
        if (isPassing()) {
            String message = "Other work was in the way, and nothing was changed: try again";
            return List.of(new Problem(ErrorCode.TRY_AGAIN, message, Map.of()));
        }
        if (isStopped()) {
            return deadline.exceeded().problems();
        }
        if (isDisconnected()) {
            LOG.warnf("The database cannot be reached: %s", Redacted.of(failure));
            return List.of(DatabaseHealth.UNAVAILABLE);
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf(Redacted.of(failure), "Error %s", id);
        String message = "Something went wrong that should not: the log has more under error id " + id;
        return List.of(new Problem(ErrorCode.INTERNAL, message, Map.of("errorId", id)));
    }

    private boolean any(Predicate<Throwable> test) {
        return causes.stream().anyMatch(test);
    }

    /** What a transaction failed of is beside the exception that says so. */
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
