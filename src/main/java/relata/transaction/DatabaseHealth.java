package relata.transaction;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/**
 * Whether the database answers. It is asked twice a second, on a connection that is kept for that. While it does not,
 * no operation waits for it, and those that were waiting are freed. A timeout of each statement could not do that,
 * since one may well take longer than the database may be silent.
 */
@Startup
@Default
@Readiness
@Singleton
class DatabaseHealth implements HealthCheck, DatabaseNode {
    static final Problem UNAVAILABLE =
            new Problem(ErrorCode.UNAVAILABLE, "The database cannot be reached now", Map.of());

    private static final Logger LOG = Logger.getLogger(DatabaseHealth.class);
    private static final int PATIENCE_SECONDS = 2;

    private final AgroalDataSource pool;
    private final List<HostAddress> servers;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "database-pulse"));
    private volatile boolean beats = true;
    private Connection connection;

    DatabaseHealth(AgroalDataSource pool) {
        this.pool = pool;
        servers = servers(pool);
    }

    private static List<HostAddress> servers(AgroalDataSource pool) {
        var factory = pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        try {
            return Configuration.parse(factory.jdbcUrl()).addresses();
        } catch (SQLException e) {
            throw new IllegalArgumentException("quarkus.datasource.jdbc.url: " + e.getMessage(), e);
        }
    }

    @PostConstruct
    void start() {
        timer.scheduleWithFixedDelay(this::beat, 0, 500, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public AgroalDataSource pool() {
        return pool;
    }

    @Override
    public void check() {
        if (!beats) {
            throw new ApiException(List.of(UNAVAILABLE));
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(beats).build();
    }

    private void beat() {
        try {
            if (connection == null) {
                connection = pool.getConnection();
            }
            if (!connection.isValid(PATIENCE_SECONDS)) {
                throw new SQLException("No answer within %d s".formatted(PATIENCE_SECONDS));
            }
            if (!beats) {
                beats = true;
                LOG.info("The database is back");
            }
        } catch (SQLException | RuntimeException e) {
            miss(e);
        }
    }

    private void miss(Exception failure) {
        if (beats) {
            beats = false;
            LOG.errorf("The database cannot be reached: %s", failure.getMessage());
        }
        DatabaseSockets.closeAll(servers);
        giveBack();
        // what lies in the pool is of the time before
        pool.flush(FlushMode.GRACEFUL);
    }

    private void giveBack() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A lost connection can't be given back", e);
        } finally {
            connection = null;
        }
    }
}
