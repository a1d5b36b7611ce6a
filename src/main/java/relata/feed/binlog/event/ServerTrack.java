package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.Event;
import java.util.List;
import java.util.Optional;

/** The binlog of a standalone server: it starts at the requested position, and GTIDs identify its transactions. */
public final class ServerTrack extends Track {
    ServerTrack(Position from) {
        super(from);
    }

    @Override
    Optional<Transaction> ended(Gtid gtid, Event end, List<Change> changes) {
        return next(gtid, position().after(gtid), changes);
    }
}
