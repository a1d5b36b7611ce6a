package relata.replica;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import relata.feed.binlog.event.Position;

/** When the primary was seen where, by which it is told for how long a replica has been behind. */
final class PrimaryTimeline {
    /** How far a replica is behind that has come to none of the points. */
    static final Duration UNKNOWN = Duration.ofDays(10_000);

    private record Point(Position position, long nanos) {}

    private final Deque<Point> points = new ArrayDeque<>();
    private final long keptNanos;
    private String epoch = "";

    /** @param kept a replica that is further behind need not be known how far */
    PrimaryTimeline(Duration kept) {
        keptNanos = kept.toNanos();
    }

    synchronized void note(String history, Position end, long nanos) {
        if (!epoch.equals(history)) {
            epoch = history;
            points.clear();
        }
        if (points.isEmpty() || !points.getLast().position.equals(end)) {
            points.add(new Point(end, nanos));
        }
        // the first one says who has come as far as to where what is kept begins
        while (points.size() > 1 && nanos - second().nanos > keptNanos) {
            points.removeFirst();
        }
    }

    private Point second() {
        var all = points.iterator();
        all.next();
        return all.next();
    }

    /** The age of the oldest point to which the replica has not come. */
    synchronized Duration behind(Position replica, long nanos) {
        Point missed = null;
        for (var points = this.points.descendingIterator(); points.hasNext(); ) {
            var point = points.next();
            if (point.position.isWithin(replica)) {
                return missed == null ? Duration.ZERO : Duration.ofNanos(nanos - missed.nanos);
            }
            missed = point;
        }
        return UNKNOWN;
    }
}
