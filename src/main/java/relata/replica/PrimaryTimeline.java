package relata.replica;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import relata.feed.binlog.event.Position;

/** When the primary reached which position: determines how long a replica has been behind. */
final class PrimaryTimeline {
    /** The lag of a replica that has reached none of the points. */
    static final Duration UNKNOWN = Duration.ofDays(10_000);

    private record Point(Position position, long nanos) {}

    private final Deque<Point> points = new ArrayDeque<>();
    private final long keptNanos;
    private String epoch = "";

    /** @param kept how long points are kept; a longer lag need not be known exactly */
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
        // the first one shows which replicas have reached the start of the kept period
        while (points.size() > 1 && nanos - second().nanos > keptNanos) {
            points.removeFirst();
        }
    }

    private Point second() {
        var all = points.iterator();
        all.next();
        return all.next();
    }

    /** The age of the oldest point that the replica has not reached. */
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
