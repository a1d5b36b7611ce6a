package relata.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import relata.feed.binlog.event.Gtid;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;
import relata.query.sql.Cursor;

/**
 * A place in the feed: a position in the binlog, or one in the middle of a transaction.
 *
 * @param position what comes before it
 * @param within the transaction that follows, of which some changes come before it as well, or null
 * @param done how many
 */
public record FeedCursor(Position position, Gtid within, int done) {
    public static FeedCursor at(Position position) {
        return new FeedCursor(position, null, 0);
    }

    /** The place after some changes of a transaction, for a subscriber who was here before. */
    public FeedCursor after(Transaction transaction, int changes) {
        if (position.has(transaction.gtid())) {
            return this;
        }
        return changes < transaction.changes().size()
                ? new FeedCursor(position.and(transaction.before()), transaction.gtid(), changes)
                : at(position.and(transaction.after()));
    }

    /** Whether the binlog has come this far. */
    public boolean isWithin(Position end) {
        return position.isWithin(end) && (within == null || end.has(within));
    }

    /** How many changes of a transaction come before this place. */
    public int doneOf(Transaction transaction) {
        if (position.has(transaction.gtid())) {
            return transaction.changes().size();
        }
        return transaction.gtid().equals(within) ? done : 0;
    }

    /** As clients get it. The epoch is only in its digest: a cursor of another database is not valid here. */
    public String write(String epoch) {
        return Cursor.write(
                kind(epoch), Arrays.asList(position.toString(), within == null ? "" : within.toString(), done));
    }

    /** Reads what was written in that epoch. */
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
