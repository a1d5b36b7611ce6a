package relata.transaction;

/** Concurrent work interfered: the whole operation may succeed on a retry. */
public final class TransientException extends RuntimeException {
    public TransientException(Throwable cause) {
        super(cause);
    }
}
