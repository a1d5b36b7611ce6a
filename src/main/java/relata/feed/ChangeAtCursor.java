package relata.feed;

/** A change that is to be told, and the place in the feed just behind it. */
record ChangeAtCursor(Change change, Gtid transaction, FeedCursor cursor) {}
