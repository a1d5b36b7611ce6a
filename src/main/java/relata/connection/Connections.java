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
 * The connections of the pool. Operations leave each in the mode in which they used it last, with or without
 * autocommit: to switch it back costs a round trip, which is only paid if the next one needs the other mode. Anybody
 * else who takes a connection finds autocommit on, as usual.
 */
@Singleton
public class Connections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    /** Set while an operation takes a connection on this thread, in whatever mode. */
    private static final ThreadLocal<Boolean> IN_ANY_MODE = new ThreadLocal<>();

    /** Of MariaDB's wsrep_sync_wait: reads, and writes, which may be about what was written elsewhere. */
    private static final int ALL_STATEMENTS = 7;

    private final Duration longestStatement;
    private final boolean syncWait;

    Connections(RelataSettings settings) {
        longestStatement = settings.deadline().plusSeconds(2);
        syncWait = settings.database().syncWait();
    }

    /**
     * What a statement may take is limited for the session, in case nobody is left to stop it. On a cluster,
     * the first statement of an operation waits until its node has what was committed at the others.
     */
    @Override
    public void onConnectionCreate(Connection connection) {
        try (var statement = connection.createStatement()) {
            // the time within which the connection had to be made must not end a statement
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("set session max_statement_time = " + longestStatement.toMillis() / 1_000.0);
            if (isNode(statement)) {
                statement.execute("set session wsrep_sync_wait = " + (syncWait ? ALL_STATEMENTS : 0));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those with which Flyway has worked have no such limit. */
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

    /** Takes a connection in the mode in which it was used last. */
    public static Connection take(DataSource pool) throws SQLException {
        IN_ANY_MODE.set(true);
        try {
            return pool.getConnection();
        } catch (IllegalStateException e) {
            // what went wrong as one was set up
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw e;
        } finally {
            IN_ANY_MODE.remove();
        }
    }

    /** Past the pool, which would switch back; the driver knows the mode, and sends nothing if it is on already. */
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
            LOG.debugf("A connection cannot be given back: %s", e.getMessage());
        }
    }
}
