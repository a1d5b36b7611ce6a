package relata.query.run;

/** A list cannot be read. The reason is recorded for its part. */
public final class PartFailedException extends RuntimeException {
    public PartFailedException() {
        super(null, null, false, false);
    }
}
