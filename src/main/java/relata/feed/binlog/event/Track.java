package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.Event;
import java.util.List;
import java.util.Optional;

/** Where a reader is in the history that a binlog tells, and what the transactions are called there. */
public abstract class Track {
    private Position position;

    Track(Position from) {
        position = from;
    }

    static Track from(Position position) {
        return position.ofCluster() == null ? new ServerTrack(position) : new ClusterTrack(position);
    }

    /** What comes next follows it. */
    Position position() {
        return position;
    }

    /** The transaction before that was told, or found. */
    void moveTo(Position next) {
        position = next;
    }

    /** Whether what comes next in the binlog follows the position. */
    boolean isLocated() {
        return true;
    }

    /** Whether this binlog does not have the transaction before the position. */
    boolean isMissing() {
        return false;
    }

    /**
     * A group of events has ended.
     *
     * @param gtid what the server calls it
     * @param end its last event
     * @return its transaction, if it is one to tell of
     */
    abstract Optional<Transaction> ended(Gtid gtid, Event end, List<Change> changes) throws GapException;

    /** The transaction that follows the position. */
    Optional<Transaction> next(Gtid id, Position after, List<Change> changes) {
        return Optional.of(new Transaction(position, id, after, changes));
    }

    /**
     * A file begins.
     *
     * @param before what comes before it, as the server says there
     */
    void newFile(Position before) throws GapException {}
}
