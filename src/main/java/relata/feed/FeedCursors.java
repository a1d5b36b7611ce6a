package relata.feed;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import relata.api.ApiException;
import relata.api.ChangeCursors;
import relata.api.message.RefusedException;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.Position;
import relata.transaction.Connections;

/** Places in the feed, for those who read what they wrote. */
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

    /** It is told of a write that is kept already, and so fails nothing. */
    @Override
    public Optional<String> now() {
        if (!feed.isOpen()) {
            return Optional.empty();
        }
        try (var connection = Connections.take(database)) {
            return Optional.of(FeedCursor.at(binlog.end(connection)).write(feed.epoch()));
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("What was written is answered without a cursor: %s", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void check(String cursor) {
        read(cursor);
    }

    /**
     * Which databases have all that comes before a cursor, by how far they are.
     *
     * @throws ApiException UNAVAILABLE if there is no feed
     */
    public Predicate<Position> seenBy(String cursor) {
        return read(cursor)::isWithin;
    }

    private FeedCursor read(String cursor) {
        return FeedCursor.read(feed.epoch(), cursor)
                .orElseThrow(
                        () -> RefusedException.badRequest("What the answer is to come after is not a cursor of this"
                                + " database: send what “Relata-Cursor” or “changesCursor” told, or nothing."));
    }

    /** How far the feed has read the history of the primary. */
    public Position end() {
        return feed.recent().end();
    }

    /** The name of that history; empty while there is no feed. */
    public Optional<String> epoch() {
        return feed.isOpen() ? Optional.of(feed.epoch()) : Optional.empty();
    }
}
