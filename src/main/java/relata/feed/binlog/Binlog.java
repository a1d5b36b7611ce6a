package relata.feed.binlog;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import relata.query.Tables;

/** The binlog of the database, and what the database says of it. */
@ApplicationScoped
public class Binlog {
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
            select binlog_gtid_pos(file, file_offset), file, file_offset from (select
                max(if(variable_name = 'BINLOG_SNAPSHOT_FILE', variable_value, null)) as file,
                cast(max(if(variable_name = 'BINLOG_SNAPSHOT_POSITION', variable_value, null)) as unsigned) as file_offset
                from information_schema.session_status
                where variable_name in ('BINLOG_SNAPSHOT_FILE', 'BINLOG_SNAPSHOT_POSITION')) as place
            """;

    private final Connector connector;
    private final Tables tables;

    public Binlog(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            Tables tables) {
        this.connector = new Connector(url, user, password);
        this.tables = tables;
    }

    /** A connection outside the pool. */
    public Connection connect() throws SQLException {
        return connector.connect();
    }

    /** @param connection to the server whose binlog is to be read */
    public BinlogReader reader(Connection connection, Position from, BinlogListener listener) throws SQLException {
        var keys = new TableKeys(connection.getCatalog(), tables);
        return new BinlogReader(connector.client(connection), from, keys, listener);
    }

    /**
     * Checks that the binlog has what a feed needs.
     *
     * @throws BinlogUnavailableException with what to set
     */
    public void check(Connection connection) throws SQLException {
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
            throw new BinlogUnavailableException("The database server has to be set to " + String.join(", ", wrong));
        }
    }

    /** The end of the binlog. */
    public Position end(Connection connection) throws SQLException {
        return position(connection, "select @@gtid_binlog_pos");
    }

    /** The position of the snapshot that this connection reads: exactly what comes before it is visible. */
    public Position snapshot(Connection connection) throws SQLException {
        return position(connection, SNAPSHOT);
    }

    private static Position position(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return position(answer);
        }
    }

    private static Position position(ResultSet answer) throws SQLException {
        String text = answer.getString(1);
        if (text == null) {
            throw new BinlogUnavailableException("The database server does not tell how far its binlog goes");
        }
        return Position.parse(text);
    }

    /**
     * The name of the database's history: cursors are valid within one. A new one is drawn unless the binlog is known
     * to be the one that was read before. It is another if the last file that was read is gone, or has other transactions
     * up to that offset, as after a restore from a dump, or if the binlog ends before what is known of it. A copy of
     * the database with its binlog looks like the original.
     *
     * @param known what the binlog has contained
     */
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
        // not that of the snapshot: what subscribers know may not be visible yet
        goesOn &= known.isWithin(end(connection));
        String next = goesOn ? epoch : UUID.randomUUID().toString();
        // another server may have drawn one at the same time
        return note(connection, epoch, next) ? next : epoch(connection, known);
    }

    /** Notes how far the binlog goes, for the next to connect; false if another server has changed the epoch. */
    private static boolean note(Connection connection, String epoch, String next) throws SQLException {
        try (var statement = connection.createStatement();
                var now = statement.executeQuery(SNAPSHOT);
                var update = connection.prepareStatement(
                        "update change_feed set epoch = ?, position = ?, file = ?, file_offset = ? where epoch = ?")) {
            now.next();
            update.setString(1, next);
            update.setString(2, position(now).toString());
            update.setString(3, now.getString(2));
            update.setLong(4, now.getLong(3));
            update.setString(5, epoch);
            return update.executeUpdate() == 1;
        }
    }
}
