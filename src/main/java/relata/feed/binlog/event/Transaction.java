package relata.feed.binlog.event;

import java.util.List;

/**
 * A committed transaction, with the changes of records in the order they were made.
 *
 * @param before the position just before it
 * @param after the position just after it
 */
public record Transaction(Position before, Gtid gtid, Position after, List<Change> changes) {}
