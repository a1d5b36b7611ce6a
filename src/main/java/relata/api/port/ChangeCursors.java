package relata.api.port;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Cursors of the change feed, which callers send to read their own writes. */
public interface ChangeCursors {
    /** A cursor after all writes so far; empty if it cannot be determined now. */
    Optional<String> now();

    /**
     * Checks that a text is a cursor of this database, as far as that can be determined now.
     *
     * @throws RuntimeException a refusal of the operation
     */
    void check(String cursor);

    /**
     * Whether everything before a cursor is visible to snapshots taken from now on. Committed data become visible a
     * moment later.
     *
     * @param connection to the primary
     * @throws ApiException BAD_REQUEST if the database has not reached the cursor
     */
    boolean isVisible(String cursor, Connection connection) throws SQLException;

    /**
     * A position in the history of the primary: everything before it is visible to snapshots taken from now on. Empty
     * if it cannot be determined now.
     */
    Optional<String> visible(Connection connection) throws SQLException;
}
