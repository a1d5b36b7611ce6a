package relata.feed.binlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import relata.feed.binlog.event.Position;

/** The history of a standalone server: its binlog, whose positions are GTIDs. */
final class ServerHistory implements History {
    /**
     * It is another history if the last file read is gone, or has other transactions up to the stored offset, as after
     * a restore from a dump, or if the binlog ends before the known position. A copy of the database with its binlog
     * looks like the original.
     */
    @Override
    public String epoch(Connection connection, Position known) throws SQLException {
        String epoch;
        boolean goesOn;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select epoch, position, binlog_gtid_pos(file, file_offset) from change_feed")) {
            row.next();
            epoch = row.getString(1);
            String found = row.getString(3);
            goesOn = found != null && Position.parse(found).equals(Position.parse(row.getString(2)));
        }
        // the end, not what is visible: subscribers may know more
        goesOn &= known.isWithin(end(connection));
        String next = goesOn ? epoch : UUID.randomUUID().toString();
        var place = Place.visible(connection);
        // another server may have written a new epoch at the same time
        return Note.write(connection, epoch, next, place.gtids(), place.file(), place.offset())
                ? next
                : epoch(connection, known);
    }

    @Override
    public Position start(Connection connection) throws SQLException {
        return end(connection);
    }

    @Override
    public Position end(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select @@gtid_binlog_pos");
                var answer = statement.executeQuery()) {
            answer.next();
            return Place.position(answer.getString(1));
        }
    }

    @Override
    public Position furthest(Connection connection) throws SQLException {
        return end(connection);
    }

    @Override
    public Position visible(Connection connection) throws SQLException {
        return Place.visible(connection).gtids();
    }
}
