package relata.feed.binlog;

import java.util.List;

/** A committed transaction, at its position in the binlog, with the changes of records in the order they were made. */
public record Transaction(Position before, Gtid gtid, List<Change> changes) {
    public Position after() {
        return before.after(gtid);
    }
}
