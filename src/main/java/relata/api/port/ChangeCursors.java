package relata.api.port;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Cursors of the change feed, as callers send them to read what they wrote. */
public interface ChangeCursors {
    /** One that all writes so far come before; empty where it can't be told now. */
    Optional<String> now();

    /**
     * Checks that a text is a cursor of this database, as far as that can be told now.
     *
     * @throws RuntimeException as operations are refused
     */
    void check(String cursor);

    /**
     * Whether all that comes before a cursor is visible, to snapshots that are taken from now on. What is committed is
     * visible a moment later.
     *
     * @param connection to the primary
     * @throws ApiException BAD_REQUEST if the database has not come so far
     */
    boolean isVisible(String cursor, Connection connection) throws SQLException;

    /**
     * A position in the history of the primary: all that comes before it is visible to snapshots that are taken from
     * now on. Empty where it can't be told now.
     */
    Optional<String> visible(Connection connection) throws SQLException;
}
