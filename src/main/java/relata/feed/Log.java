package relata.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the database says of its binlog. */
@ApplicationScoped
class Log {
    private static final Map<String, String> NEEDED = Map.of(
            "log_bin", "ON",
            "binlog_format", "ROW",
            "binlog_row_image", "FULL",
            "binlog_row_metadata", "FULL",
            "log_bin_compress", "OFF",
            "binlog_do_db", "",
            "binlog_ignore_db", "");

    private static final String SNAPSHOT =
            """
            select binlog_gtid_pos(
                (select variable_value from information_schema.session_status
                    where variable_name = 'BINLOG_SNAPSHOT_FILE'),
                cast((select variable_value from information_schema.session_status
                    where variable_name = 'BINLOG_SNAPSHOT_POSITION') as unsigned))
            """;

    /**
     * Looks whether the binlog has what a feed needs.
     *
     * @throws UnavailableException with what to set
     */
    void check(Connection connection) throws SQLException {
        var found = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("show global variables where variable_name in ('"
                        + String.join("', '", NEEDED.keySet()) + "')")) {
            while (answer.next()) {
                found.put(answer.getString(1).toLowerCase(), answer.getString(2));
            }
        }
        var wrong = NEEDED.keySet().stream()
                .filter(name -> found.containsKey(name) && !NEEDED.get(name).equalsIgnoreCase(found.get(name)))
                .sorted()
                .map(name -> "%s=%s (it is %s)".formatted(name, NEEDED.get(name), found.get(name)))
                .toList();
        if (!wrong.isEmpty()) {
            throw new UnavailableException("The database server has to be set to " + String.join(", ", wrong));
        }
    }

    /** The end of the binlog. */
    Position end(Connection connection) throws SQLException {
        return position(connection, "select @@gtid_binlog_pos");
    }

    /** The place in the binlog of the snapshot that this connection reads: exactly what is before it is visible. */
    Position snapshot(Connection connection) throws SQLException {
        return position(connection, SNAPSHOT);
    }

    private static Position position(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            String text = answer.getString(1);
            if (text == null) {
                throw new UnavailableException("The database server does not tell where its binlog stands");
            }
            return Position.parse(text);
        }
    }

    /**
     * The name of the database's history: cursors hold within one. A new one is drawn where the binlog does not go on
     * from what is known of it, as after the database was restored from a copy.
     *
     * @param known what else has been in the binlog
     */
    String epoch(Connection connection, Position known) throws SQLException {
        String epoch;
        Position before;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select epoch, position from change_feed")) {
            row.next();
            epoch = row.getString(1);
            before = Position.parse(row.getString(2));
        }
        // after the row was read: it is in the binlog then
        Position end = end(connection);
        String next = before.isWithin(end) && known.isWithin(end)
                ? epoch
                : UUID.randomUUID().toString();
        try (var update =
                connection.prepareStatement("update change_feed set epoch = ?, position = ? where epoch = ?")) {
            update.setString(1, next);
            update.setString(2, end.toString());
            update.setString(3, epoch);
            // another server may have drawn one at the same time
            return update.executeUpdate() == 1 ? next : epoch(connection, known);
        }
    }
}
