package relata.api;

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
     * Whether a snapshot of the primary shows all that comes before a cursor. What is committed is shown a moment
     * later.
     *
     * @param snapshot a connection that reads from it
     * @throws ApiException BAD_REQUEST if the database has not come so far
     */
    boolean isSeen(String cursor, Connection snapshot) throws SQLException;
}
