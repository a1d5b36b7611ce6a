package relata.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import relata.feed.binlog.BinlogUnavailableException;
import relata.feed.binlog.PositionRefusedException;

/** Handles the feed while the binlog cannot be followed. Each reason is logged once. */
final class Outages {
    private static final Logger LOG = Logger.getLogger(Outages.class);

    private final Feed feed;
    private final Duration patience;
    private final Counter disconnections;
    private String logged = "";
    /** When the database became unreachable; null while it is reachable. */
    private Instant lostAt;

    Outages(Feed feed, ChangesSettings settings, MeterRegistry meters) {
        this.feed = feed;
        this.patience = settings.patience();
        this.disconnections = meters.counter("relata.changes.disconnections");
    }

    /** The binlog is followed again. */
    void end() {
        logged = "";
        lostAt = null;
    }

    /** The binlog cannot be followed, or still cannot, for that reason. */
    void note(Throwable e) {
        if (e instanceof BinlogUnavailableException) {
            unavailable(e.getMessage());
        } else if (e instanceof PositionRefusedException) {
            LOG.errorf("The binlog does not continue from the position of the change feed: %s", e.getMessage());
            feed.close("The database no longer has the next changes");
        } else if (e instanceof IOException || e instanceof SQLException) {
            disconnected(e);
        } else {
            LOG.error("The change feed failed", e);
            feed.close("The change feed failed");
        }
    }

    private void unavailable(String reason) {
        if (isNew(reason)) {
            LOG.warnf("The change feed is unavailable. %s", reason);
        }
        feed.close(reason);
    }

    /** If the database is back soon, the feed and its streams continue where they left off. */
    private void disconnected(Throwable e) {
        if (lostAt == null) {
            lostAt = Instant.now();
            disconnections.increment();
        }
        if (isNew(e.toString())) {
            LOG.warnf("The change feed has lost its connection to the database and is reconnecting: %s", e);
        }
        if (!feed.isOpen()) {
            feed.close("The database cannot be reached");
        } else if (lostAt.plus(patience).isBefore(Instant.now())) {
            feed.endStreams("The database cannot be reached");
        }
    }

    private boolean isNew(String reason) {
        boolean isNew = !reason.equals(logged);
        logged = reason;
        return isNew;
    }
}
