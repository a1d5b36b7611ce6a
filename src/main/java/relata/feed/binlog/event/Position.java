package relata.feed.binlog.event;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A position in the binlog: the last transaction of each replication domain before it, such as `0-1-41,1-1-7`. On a
 * cluster it is the last transaction of the domain {@link Gtid#CLUSTER}; the other domains are a hint: on some node,
 * that transaction comes just after them.
 */
public record Position(SortedMap<Long, Gtid> last) {
    /** Parses MariaDB's notation; an empty text is the start. */
    public static Position parse(String text) {
        var last = new TreeMap<Long, Gtid>();
        if (!text.isBlank()) {
            for (String part : text.split(",")) {
                Gtid gtid = Gtid.parse(part);
                last.put(gtid.domain(), gtid);
            }
        }
        return new Position(last);
    }

    /** The last transaction before it in a cluster's history; null on a single server. */
    public Gtid ofCluster() {
        return last.get(Gtid.CLUSTER);
    }

    /** The GTIDs after which a node may have it. */
    public Position hint() {
        var others = new TreeMap<>(last);
        others.remove(Gtid.CLUSTER);
        return new Position(others);
    }

    /** Whether the transaction comes before this position. */
    public boolean has(Gtid gtid) {
        Gtid ours = last.get(gtid.domain());
        return ours != null && ours.sequence() >= gtid.sequence();
    }

    /** Whether everything before this position is also before the other one. */
    public boolean isWithin(Position other) {
        Collection<Gtid> all = ofCluster() == null ? last.values() : List.of(ofCluster());
        return all.stream().allMatch(other::has);
    }

    /** The position just after a transaction that follows this position. */
    public Position after(Gtid gtid) {
        var all = new TreeMap<>(last);
        all.put(gtid.domain(), gtid);
        return new Position(all);
    }

    /** The first position after both. */
    public Position and(Position other) {
        if (other.ofCluster() != null) {
            return other.isWithin(this) ? this : other;
        }
        var all = new TreeMap<>(last);
        other.last.values().stream().filter(gtid -> !has(gtid)).forEach(gtid -> all.put(gtid.domain(), gtid));
        return new Position(all);
    }

    @Override
    public String toString() {
        return last.values().stream().map(Gtid::toString).collect(Collectors.joining(","));
    }
}
