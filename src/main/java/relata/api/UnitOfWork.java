package relata.api;

import java.util.List;
import java.util.function.Supplier;
import relata.api.ApiException.Problem;

/** Runs the work of one operation on the calling thread. The database is not asked before the work does. */
public interface UnitOfWork {
    /** What the fields of a query share. */
    enum Snapshot {
        /** There is one field: if one statement answers it, that is a snapshot by itself. */
        OF_ONE_FIELD,
        /** All fields are answered from one snapshot. */
        OF_ALL_FIELDS,
        /** As before, and a field asks where in the change feed it was taken. */
        IN_FEED
    }

    /** Runs work that only reads. */
    <T> T read(Snapshot snapshot, Supplier<T> work);

    /**
     * Runs work that writes, and keeps what it did. If it throws, nothing is kept; if it failed for a passing reason, it is
     * run again, a few times.
     *
     * @param oneField whether it is the work of one field: if one statement does that, it is a transaction by itself
     */
    <T> T write(boolean oneField, Supplier<T> work);

    /** What to tell of a failure: never empty. What nobody expects is logged, and told by the id it is logged under. */
    List<Problem> explain(Throwable failure);
}
