package relata.feed;

/** Is told what is in a binlog, in its order. */
interface BinlogListener {
    /** The server has begun to send. */
    void started();

    /** A transaction, also one that changed no record. */
    void committed(Transaction transaction);

    /** Records may have changed in a way that cannot be told, in the transaction just before that place. */
    void lost(String why, Position after);
}
