package relata.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import relata.query.Cursor;

/**
 * A place in the feed: in the binlog, and where it is within a transaction, behind how many of its changes.
 *
 * @param position what is before it
 * @param within the transaction that follows, of which some changes were told, or null
 * @param told how many
 */
record FeedCursor(Position position, Gtid within, int told) {
    static FeedCursor at(Position position) {
        return new FeedCursor(position, null, 0);
    }

    /** The place behind a change of a transaction, for one who was at this place before. */
    FeedCursor behind(Transaction transaction, int changes) {
        if (position.has(transaction.gtid())) {
            return this;
        }
        return changes < transaction.changes().size()
                ? new FeedCursor(position.and(transaction.before()), transaction.gtid(), changes)
                : at(position.and(transaction.after()));
    }

    /** Whether the binlog has come so far. */
    boolean isWithin(Position end) {
        return position.isWithin(end) && (within == null || end.has(within));
    }

    /** How many changes of a transaction are before this place. */
    int toldOf(Transaction transaction) {
        if (position.has(transaction.gtid())) {
            return transaction.changes().size();
        }
        return transaction.gtid().equals(within) ? told : 0;
    }

    /** As clients get it. The epoch is only in its digest: a cursor of another database is none. */
    String write(String epoch) {
        return Cursor.write(
                of(epoch), Arrays.asList(position.toString(), within == null ? "" : within.toString(), told));
    }

    /** Reads what was written in that epoch. */
    static Optional<FeedCursor> read(String epoch, String text) {
        return Cursor.find(of(epoch), text).map(FeedCursor::of);
    }

    private static FeedCursor of(List<?> values) {
        String within = (String) values.get(1);
        int told = ((Number) values.get(2)).intValue();
        return new FeedCursor(
                Position.parse((String) values.get(0)), within.isEmpty() ? null : Gtid.parse(within), told);
    }

    private static String of(String epoch) {
        return "changes " + epoch;
    }
}
