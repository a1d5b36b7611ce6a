package relata.api.port;

import java.util.List;
import java.util.function.Supplier;
import relata.api.ApiException.Problem;

/** Runs the work of one operation on the calling thread. Does not access the database before the work does. */
public interface UnitOfWork {
    /** What the fields of a query share. */
    enum Snapshot {
        /** There is one field: if it takes one statement, that is a snapshot by itself. */
        OF_ONE_FIELD,
        /** All fields are answered from one snapshot. */
        OF_ALL_FIELDS,
        /** As before, and a field asks for a position in the change feed that is not after the snapshot. */
        IN_FEED
    }

    /** How the fields of a mutation write. */
    enum Writing {
        /** There is one field: if it takes one statement, that is a transaction by itself. */
        BY_ONE_FIELD,
        /** All fields write in one transaction. */
        BY_ALL_FIELDS,
        /** As before, and a field writes through Hibernate's session. */
        BY_SESSION
    }

    /**
     * Runs work that only reads. A replica may answer it, if there is one.
     *
     * @param after a cursor of the change feed: the work sees everything before it; null if that does not matter
     */
    <T> T read(Snapshot snapshot, String after, Supplier<T> work);

    /**
     * Runs work that writes, and commits it. If it throws, it is rolled back; after a transient failure it is retried a
     * few times.
     */
    <T> T write(Writing writing, Supplier<T> work);

    /**
     * The errors to report for a failure: never empty. An unexpected failure is logged, and reported by the id of its
     * log entry.
     */
    List<Problem> explain(Throwable failure);
}
