package relata.feed.binlog.event;

/** Receives the contents of a binlog, in order. */
public interface BinlogListener {
    /** The server has started sending. */
    default void started() {}

    /** A transaction was committed, even if it changed no record. */
    void committed(Transaction transaction);

    /** Records may have changed in a way that the binlog does not show, in the transaction just after the position. */
    void gap(String why, Position before);
}
