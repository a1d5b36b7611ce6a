package relata.connection;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import relata.api.RelataSettings;

/**
 * The connections of the pool. Operations leave each in its last mode, with or without autocommit: switching back costs
 * a round trip, which is paid only if the next operation needs the other mode. All other users of the pool get
 * connections with autocommit on, as usual.
 */
@Singleton
public class Connections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    /** Set while an operation takes a connection on this thread and accepts either mode. */
    private static final ThreadLocal<Boolean> IN_ANY_MODE = new ThreadLocal<>();

    /** Value of MariaDB's wsrep_sync_wait for reads and for writes, which may concern what other nodes wrote. */
    private static final int ALL_STATEMENTS = 7;

    private final Duration longestStatement;
    private final boolean syncWait;

    Connections(RelataSettings settings) {
        longestStatement = settings.deadline().plusSeconds(2);
        syncWait = settings.database().syncWait();
    }

    /**
     * Limits how long a statement may run in the session, in case nothing is left to cancel it. On a cluster, the first
     * statement of an operation waits until its node has applied what the others committed.
     */
    @Override
    public void onConnectionCreate(Connection connection) {
        try (var statement = connection.createStatement()) {
            // the connect timeout must not end a statement
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("set session max_statement_time = " + longestStatement.toMillis() / 1_000.0);
            if (isNode(statement)) {
                statement.execute("set session wsrep_sync_wait = " + (syncWait ? ALL_STATEMENTS : 0));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Discards the connections that Flyway used, which lack that limit. */
    void started(@Observes StartupEvent start, AgroalDataSource pool) {
        pool.flush(FlushMode.GRACEFUL);
    }

    private static boolean isNode(Statement statement) throws SQLException {
        try (var answer = statement.executeQuery("show variables like 'wsrep_on'")) {
            return answer.next() && answer.getString(2).equals("ON");
        }
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        // the transaction manager sets the mode itself
        if (IN_ANY_MODE.get() == null && !QuarkusTransaction.isActive()) {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Takes a connection in the mode in which it was last used. */
    public static Connection take(DataSource pool) throws SQLException {
        IN_ANY_MODE.set(true);
        try {
            return pool.getConnection();
        } catch (IllegalStateException e) {
            // a failure while the connection was set up
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw e;
        } finally {
            IN_ANY_MODE.remove();
        }
    }

    /** Bypasses the pool, which would switch back. The driver knows the mode, and sends nothing if it is set. */
    public static void autocommit(Connection connection, boolean on) throws SQLException {
        connection.unwrap(org.mariadb.jdbc.Connection.class).setAutoCommit(on);
    }

    /** @param managed whether the transaction manager ends its transaction */
    public static void giveBack(Connection connection, boolean managed) {
        try (connection) {
            if (!managed && !connection.getAutoCommit()) {
                // nothing is sent if the transaction has ended
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debugf("A connection cannot be returned to the pool: %s", e.getMessage());
        }
    }
}
