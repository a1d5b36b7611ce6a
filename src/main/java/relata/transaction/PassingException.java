package relata.transaction;

/** Other work was in the way: the whole operation may succeed when it is tried again. */
public final class PassingException extends RuntimeException {
    public PassingException(Throwable cause) {
        super(cause);
    }
}
