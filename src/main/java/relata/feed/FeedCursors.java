package relata.feed;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Deadline;
import relata.api.ErrorCode;
import relata.api.message.RefusedException;
import relata.api.port.ChangeCursors;
import relata.connection.Connections;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.BinlogUnavailableException;
import relata.feed.binlog.event.Position;

/** Feed cursors, for clients that read their own writes. */
@Singleton
public class FeedCursors implements ChangeCursors {
    private static final Logger LOG = Logger.getLogger(FeedCursors.class);

    private final Feed feed;
    private final Binlog binlog;
    private final AgroalDataSource database;

    FeedCursors(Feed feed, Binlog binlog, AgroalDataSource database) {
        this.feed = feed;
        this.binlog = binlog;
        this.database = database;
    }

    /** Called after the write has committed, so a failure here must not fail the operation. */
    @Override
    public Optional<String> now() {
        var epoch = feed.openEpoch(false);
        if (epoch.isEmpty() || Deadline.current().map(Deadline::isOver).orElse(false)) {
            return Optional.empty();
        }
        Connection connection = null;
        try {
            connection = Connections.take(database);
            return Optional.of(FeedCursor.at(binlog.committed(connection)).write(epoch.get()));
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("The response to a write has no cursor: %s", e.getMessage());
            return Optional.empty();
        } finally {
            if (connection != null) {
                Connections.giveBack(connection, false);
            }
        }
    }

    @Override
    public void check(String cursor) {
        read(cursor);
    }

    /** Empty while the feed is closed: without an epoch the cursor cannot be checked. */
    private Optional<FeedCursor> read(String cursor) {
        return feed.openEpoch(false).map(epoch -> FeedCursor.read(epoch, cursor)
                .orElseThrow(() -> RefusedException.badRequest(
                        "The cursor to read after is not a cursor of this database. Send the value of"
                                + " “Relata-Cursor” or “changesCursor”, or omit it.")));
    }

    @Override
    public boolean isVisible(String cursor, Connection connection) throws SQLException {
        var read = read(cursor);
        if (read.isEmpty() || binlog.isOfCluster() || read.get().isWithin(binlog.visible(connection))) {
            return true;
        }
        if (!read.get().isWithin(binlog.furthest(connection))) {
            var message =
                    "The database has not reached the cursor to read after: omit the cursor, and read the data again";
            throw new ApiException(new Problem(ErrorCode.BAD_REQUEST, message, Map.of()));
        }
        return false;
    }

    @Override
    public Optional<String> visible(Connection connection) throws SQLException {
        if (feed.openEpoch(false).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(binlog.visible(connection).toString());
        } catch (BinlogUnavailableException e) {
            LOG.debugf("The position of the visible data cannot be determined: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a database at a given position has everything before the cursor; false while the feed is closed. */
    public Predicate<Position> seenBy(String cursor) {
        return read(cursor).<Predicate<Position>>map(it -> it::isWithin).orElse(position -> false);
    }

    /** How far the feed has read the history of the primary. */
    public Position end() {
        return feed.recent().end();
    }

    /** The epoch of that history; empty unless the feed is following it now. */
    public Optional<String> followed() {
        return feed.openEpoch(true);
    }
}
