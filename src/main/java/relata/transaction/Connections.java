package relata.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Connections of the pool. Each stays in the mode in which it was used last, with or without autocommit: to switch it back
 * costs a round trip, which is only paid if the next user needs the other mode.
 */
public final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private Connections() {}

    /** A connection on which each statement is a transaction by itself. Close it after use. */
    public static Connection autocommit(DataSource pool) throws SQLException {
        var connection = pool.getConnection();
        try {
            autocommit(connection, true);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Past the pool, which would switch back; the driver knows the mode, and sends nothing if it is on already. */
    static void autocommit(Connection connection, boolean on) throws SQLException {
        connection.unwrap(org.mariadb.jdbc.Connection.class).setAutoCommit(on);
    }

    /** @param managed whether the transaction manager ends its transaction */
    static void giveBack(Connection connection, boolean managed) {
        try (connection) {
            if (!managed && !connection.getAutoCommit()) {
                // nothing is sent if the transaction has ended
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debugf("A connection cannot be given back: %s", e.getMessage());
        }
    }
}
