package relata.feed.binlog;

import java.sql.Connection;
import java.sql.SQLException;
import relata.feed.binlog.event.Position;

/** The database row that names the history, and records for the next connection how far it was read. */
final class Note {
    private Note() {}

    /** Returns false if another server has changed the epoch. */
    static boolean write(Connection connection, String epoch, String next, Position position, String file, long offset)
            throws SQLException {
        try (var update = connection.prepareStatement(
                "update change_feed set epoch = ?, position = ?, file = ?, file_offset = ? where epoch = ?")) {
            update.setString(1, next);
            update.setString(2, position.toString());
            update.setString(3, file);
            update.setLong(4, offset);
            update.setString(5, epoch);
            return update.executeUpdate() == 1;
        }
    }
}
