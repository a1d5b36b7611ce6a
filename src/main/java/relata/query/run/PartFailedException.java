package relata.query.run;

/** A list cannot be read; why is noted for its part. */
public final class PartFailedException extends RuntimeException {
    public PartFailedException() {
        super(null, null, false, false);
    }
}
