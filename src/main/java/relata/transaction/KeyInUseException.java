package relata.transaction;

/** Another operation with the same idempotency key is under way. */
final class KeyInUseException extends RuntimeException {
    KeyInUseException(Throwable cause) {
        super(null, cause, false, false);
    }
}
