package relata.transaction;

/** How the statements of an operation share snapshots and transactions. */
enum Mode {
    /** One field reads: a single statement is its own snapshot; several share one, as below. */
    ONE_FIELD(false),
    /** All statements read from one snapshot. */
    SNAPSHOT(false),
    /** All statements commit together or not at all; a single statement of a single field is its own transaction. */
    WRITE_ONE_FIELD(true),
    WRITE(true),
    /** As before, in a transaction of the transaction manager, which Hibernate's session joins. */
    WRITE_BY_SESSION(true);

    private final boolean writes;

    Mode(boolean writes) {
        this.writes = writes;
    }

    boolean writes() {
        return writes;
    }
}
