package relata.feed;

import relata.feed.binlog.Change;
import relata.feed.binlog.Gtid;

/** A change to send, and the place in the feed just after it. */
record ChangeAtCursor(Change change, Gtid transaction, FeedCursor cursor) {}
