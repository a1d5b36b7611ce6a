package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.Event;
import java.util.List;
import java.util.Optional;

/** Where a reader is in the history of a binlog, and how transactions are identified there. */
public abstract class Track {
    private Position position;

    Track(Position from) {
        position = from;
    }

    static Track from(Position position) {
        return position.ofCluster() == null ? new ServerTrack(position) : new ClusterTrack(position);
    }

    /** The position that the next transaction follows. */
    Position position() {
        return position;
    }

    /** Moves to the position after a transaction that was reported or found. */
    void moveTo(Position next) {
        position = next;
    }

    /** Whether the next transaction in the binlog follows the position. */
    boolean isLocated() {
        return true;
    }

    /** Whether this binlog lacks the transaction before the position. */
    boolean isMissing() {
        return false;
    }

    /**
     * A group of events has ended.
     *
     * @param gtid the server's GTID for it
     * @param end its last event
     * @return its transaction, if it is to be reported
     */
    abstract Optional<Transaction> ended(Gtid gtid, Event end, List<Change> changes) throws GapException;

    /** The transaction that follows the position. */
    Optional<Transaction> next(Gtid id, Position after, List<Change> changes) {
        return Optional.of(new Transaction(position, id, after, changes));
    }

    /**
     * A file begins.
     *
     * @param before what comes before it, according to the server
     */
    void newFile(Position before) throws GapException {}
}
