package relata.api.port;

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
        /** As before, and a field asks for a position in the change feed that is not after it. */
        IN_FEED
    }

    /** How the fields of a mutation write. */
    enum Writing {
        /** There is one field: if it takes one statement, that is a transaction by itself. */
        BY_ONE_FIELD,
        /** All that they write is kept, or nothing. */
        BY_ALL_FIELDS,
        /** As before, and a field writes by way of Hibernate's session. */
        BY_SESSION
    }

    /**
     * Runs work that only reads. A replica may answer it, if there is one.
     *
     * @param after a cursor of the change feed: what comes before it is seen; null where nothing has to be
     */
    <T> T read(Snapshot snapshot, String after, Supplier<T> work);

    /**
     * Runs work that writes, and keeps what it did. If it throws, nothing is kept; if it failed for a passing reason,
     * it is run again, a few times.
     */
    <T> T write(Writing writing, Supplier<T> work);

    /** What to tell of a failure: never empty. What nobody expects is logged, and told by the id it is logged under. */
    List<Problem> explain(Throwable failure);
}
