package relata.query;

/** A list cannot be read; why is noted for its part. */
final class PartFailedException extends RuntimeException {
    PartFailedException() {
        super(null, null, false, false);
    }
}
