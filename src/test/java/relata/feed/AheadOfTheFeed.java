package relata.feed;

import relata.feed.binlog.event.Gtid;

/** Cursors that no database has given yet. */
public final class AheadOfTheFeed {
    private AheadOfTheFeed() {}

    /** The same cursor, so many transactions later. */
    public static String of(FeedCursors cursors, String cursor, int transactions) {
        String epoch = cursors.followed().orElseThrow();
        var position = FeedCursor.read(epoch, cursor).orElseThrow().position();
        for (Gtid last : position.last().values()) {
            position = position.after(new Gtid(last.domain(), last.server(), last.sequence() + transactions));
        }
        return FeedCursor.at(position).write(epoch);
    }
}
