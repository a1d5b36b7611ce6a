package relata.feed.binlog;

import java.sql.Connection;
import java.sql.SQLException;
import relata.feed.binlog.event.Position;

/** How the binlogs of a database form one history, and how its positions are determined. */
interface History {
    /**
     * The name of the database's history; a cursor is valid only within its history. A new name is generated unless the
     * binlog is known to continue what was read before.
     *
     * @param known a position that the binlog has reached
     */
    String epoch(Connection connection, Position known) throws SQLException;

    /** Where a feed that has not read anything begins. */
    Position start(Connection connection) throws SQLException;

    /** The end of the binlog. */
    Position end(Connection connection) throws SQLException;

    /** A position after everything committed. Unlike the end, it may be one that no binlog contains. */
    default Position committed(Connection connection) throws SQLException {
        return end(connection);
    }

    /** How far the database has come: a cursor beyond it belongs to another history. */
    Position furthest(Connection connection) throws SQLException;

    /** A position such that everything before it is visible to snapshots taken from now on. */
    Position visible(Connection connection) throws SQLException;

    /** Called periodically while nothing is written. */
    default void idle(Connection connection) throws SQLException {}
}
