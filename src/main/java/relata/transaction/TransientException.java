package relata.transaction;

/** Other work was in the way: the whole operation may succeed when it is tried again. */
public final class TransientException extends RuntimeException {
    public TransientException(Throwable cause) {
        super(cause);
    }
}
