package relata.feed;

import java.util.List;

/** A committed transaction, at its place in the binlog, with the changes of records in the order they were done. */
record Transaction(Position before, Gtid gtid, List<Change> changes) {
    Position after() {
        return before.after(gtid);
    }
}
