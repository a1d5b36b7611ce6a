package relata.change;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The connections to the database, in use or not. */
@ApplicationScoped
class PooledConnections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(PooledConnections.class);

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /** Ends the time within which a connection had to be made: a statement may take longer. */
    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        connections.add(ofDriver(connection));
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        connections.remove(ofDriver(connection));
    }

    /** The pool shows a wrapper that is good for this call only. */
    private static Connection ofDriver(Connection connection) {
        try {
            return connection.unwrap(Connection.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes them under those who use them: whoever waits for an answer of the database gets an exception instead. */
    void close() {
        for (var connection : connections) {
            try {
                // the driver just closes its socket; to abort would ask the database first
                connection.close();
            } catch (SQLException e) {
                LOG.debug("A lost connection can't be closed", e);
            }
        }
    }
}
