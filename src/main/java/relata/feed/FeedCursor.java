package relata.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import relata.feed.binlog.event.Gtid;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;
import relata.query.sql.Cursor;

/**
 * A point in the feed: a binlog position, or a point within the transaction that follows it.
 *
 * @param position what comes before the cursor
 * @param within the transaction that the cursor splits, or null
 * @param done how many changes of that transaction come before the cursor
 */
public record FeedCursor(Position position, Gtid within, int done) {
    public static FeedCursor at(Position position) {
        return new FeedCursor(position, null, 0);
    }

    /** The cursor after some changes of a transaction, for a subscriber that was at this cursor. */
    public FeedCursor after(Transaction transaction, int changes) {
        if (position.has(transaction.gtid())) {
            return this;
        }
        return changes < transaction.changes().size()
                ? new FeedCursor(position.and(transaction.before()), transaction.gtid(), changes)
                : at(position.and(transaction.after()));
    }

    /** Whether a binlog with this end has reached the cursor. */
    public boolean isWithin(Position end) {
        return position.isWithin(end) && (within == null || end.has(within));
    }

    /** How many changes of a transaction come before this cursor. */
    public int doneOf(Transaction transaction) {
        if (position.has(transaction.gtid())) {
            return transaction.changes().size();
        }
        return transaction.gtid().equals(within) ? done : 0;
    }

    /** The text for clients. The epoch is only part of its digest: a cursor of another database is not valid here. */
    public String write(String epoch) {
        return Cursor.write(
                kind(epoch), Arrays.asList(position.toString(), within == null ? "" : within.toString(), done));
    }

    /** Parses a cursor; empty unless it was written in that epoch. */
    public static Optional<FeedCursor> read(String epoch, String text) {
        return Cursor.find(kind(epoch), text).map(FeedCursor::of);
    }

    private static FeedCursor of(List<?> values) {
        String within = (String) values.get(1);
        int done = ((Number) values.get(2)).intValue();
        return new FeedCursor(
                Position.parse((String) values.get(0)), within.isEmpty() ? null : Gtid.parse(within), done);
    }

    private static String kind(String epoch) {
        return "changes " + epoch;
    }
}
