package relata.change;

/** Other work was in the way: the whole operation may succeed when it is tried again. */
final class PassingException extends RuntimeException {
    PassingException(Throwable cause) {
        super(cause);
    }
}
