package relata.feed.subscription;

import relata.feed.FeedCursor;
import relata.feed.binlog.event.Change;
import relata.feed.binlog.event.Gtid;

/** A change to send, and the cursor just after it. */
public record ChangeAtCursor(Change change, Gtid transaction, FeedCursor cursor) {}
