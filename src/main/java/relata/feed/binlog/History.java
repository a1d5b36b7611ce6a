package relata.feed.binlog;

import java.sql.Connection;
import java.sql.SQLException;
import relata.feed.binlog.event.Position;

/** What makes the binlogs of a database one history, and how its positions are known. */
interface History {
    /**
     * The name of the database's history: cursors are valid within one. A new one is drawn unless the binlog is known
     * to go on from what was read before.
     *
     * @param known what the binlog has contained
     */
    String epoch(Connection connection, Position known) throws SQLException;

    /** Where a feed begins that has read nothing. */
    Position start(Connection connection) throws SQLException;

    /** The end of the binlog. */
    Position end(Connection connection) throws SQLException;

    /** A position after all that is committed; unlike the end it may be one that no binlog shows. */
    default Position committed(Connection connection) throws SQLException {
        return end(connection);
    }

    /** How far the database has come: a cursor beyond is not of this history. */
    Position furthest(Connection connection) throws SQLException;

    /** A position of which all that comes before it is visible, to snapshots that are taken from now on. */
    Position visible(Connection connection) throws SQLException;

    /** Called now and then while nothing is written. */
    default void idle(Connection connection) throws SQLException {}
}
