package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.XidEventData;
import java.util.List;
import java.util.Optional;

/**
 * The binlog of a cluster node, in which the transaction before the position must be found first. Transactions are
 * identified by the cluster's sequence numbers, see {@code ClusterHistory}; GTIDs are local to a node.
 */
public final class ClusterTrack extends Track {
    private static final String UNNUMBERED = "a transaction that is not numbered by the cluster";

    /** The position in the node's own GTIDs; it differs from the cluster's. */
    private Position local;
    /** The transaction before the position, until it is found. */
    private Gtid sought;

    private boolean missing;

    ClusterTrack(Position from) {
        super(from);
        local = from.hint();
        sought = from.ofCluster();
    }

    @Override
    boolean isLocated() {
        return sought == null;
    }

    @Override
    boolean isMissing() {
        return missing;
    }

    @Override
    Optional<Transaction> ended(Gtid gtid, Event end, List<Change> changes) throws GapException {
        var before = local;
        local = local.after(gtid);
        if (end.getData() instanceof XidEventData xid) {
            var id = Gtid.ofCluster(xid.getXid(), end.getHeader().getTimestamp() / 1_000);
            if (sought != null) {
                seek(id, before.after(id));
                return Optional.empty();
            }
            if (!position().has(id)) {
                return next(id, before.after(id), changes);
            }
        }
        if (sought == null && !changes.isEmpty()) {
            throw new GapException(UNNUMBERED);
        }
        return Optional.empty();
    }

    private void seek(Gtid id, Position after) {
        if (id.matches(sought)) {
            sought = null;
            moveTo(after);
        } else if (id.sequence() >= sought.sequence()) {
            missing = true;
        }
    }

    /** After a full state transfer, a new file may not continue the one before. */
    @Override
    void newFile(Position before) throws GapException {
        boolean skips = sought == null
                && before.last().values().stream()
                        .anyMatch(it -> local.last().containsKey(it.domain()) && !local.has(it));
        if (skips) {
            throw new GapException(
                    "transactions that this node received without their events (%s, not %s)".formatted(before, local));
        }
    }
}
