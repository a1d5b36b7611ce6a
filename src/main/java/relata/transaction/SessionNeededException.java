package relata.transaction;

/** A field needs Hibernate's session, so the operation is run again in a transaction that the session takes part in. */
final class SessionNeededException extends RuntimeException {
    SessionNeededException() {
        super(null, null, false, false);
    }
}
