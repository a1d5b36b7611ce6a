package relata.api;

import java.util.List;
import java.util.function.Supplier;
import relata.api.ApiException.Problem;

/** Runs the work of one operation in one transaction, on the calling thread. */
public interface UnitOfWork {
    /** Runs work that only reads, all of it from one snapshot. */
    <T> T read(Supplier<T> work);

    /**
     * Runs work that writes, and keeps what it did. Where it throws, nothing is kept; where it failed for a passing
     * reason, it is run again, a few times.
     */
    <T> T write(Supplier<T> work);

    /** What to tell of a failure: never empty. What nobody expects is logged, and told by the id it is logged under. */
    List<Problem> explain(Throwable failure);
}
