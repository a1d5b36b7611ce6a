package relata.feed.binlog;

import java.sql.Connection;
import java.sql.SQLException;
import relata.feed.binlog.event.Position;

/** A point in the binlog of one server. */
record Place(Position gtids, String file, long offset) {
    private static final String VISIBLE =
            """
            select binlog_gtid_pos(file, file_offset), file, file_offset from (select
                max(if(variable_name = 'BINLOG_SNAPSHOT_FILE', variable_value, null)) as file,
                cast(max(if(variable_name = 'BINLOG_SNAPSHOT_POSITION', variable_value, null)) as unsigned)
                    as file_offset
                from information_schema.session_status
                where variable_name in ('BINLOG_SNAPSHOT_FILE', 'BINLOG_SNAPSHOT_POSITION')) as place
            """;

    /**
     * One such that everything before it is visible to snapshots taken from now on. It may be older than necessary. It
     * cannot be queried in an existing snapshot: MariaDB keeps these variables in one place for all sessions, so a
     * session may get values that another one has requested meanwhile. The exception: just after a binlog file has
     * ended, its last transaction may become visible a moment later.
     */
    static Place visible(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(VISIBLE)) {
            answer.next();
            return new Place(position(answer.getString(1)), answer.getString(2), answer.getLong(3));
        }
    }

    static Position position(String gtids) {
        if (gtids == null) {
            throw new BinlogUnavailableException("The database server does not report its binlog position");
        }
        return Position.parse(gtids);
    }
}
