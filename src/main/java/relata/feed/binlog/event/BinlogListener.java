package relata.feed.binlog.event;

/** Receives what is in a binlog, in its order. */
public interface BinlogListener {
    /** The server has begun to send. */
    default void started() {}

    /** A transaction, even if it changed no record. */
    void committed(Transaction transaction);

    /** Records may have changed in a way that the binlog does not show, in the transaction just after a position. */
    void gap(String why, Position before);
}
