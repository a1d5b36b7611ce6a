package relata.connection;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/** Whether the database responds: its one server, or any cluster node. While it does not, operations fail at once. */
@Startup
@Default
@Readiness
@Singleton
public class DatabaseHealth implements HealthCheck, DatabaseNode {
    public static final Problem UNAVAILABLE =
            new Problem(ErrorCode.UNAVAILABLE, "The database cannot be reached", Map.of());

    private static final int PERIOD_MILLIS = 500;

    private final AgroalDataSource pool;
    private final List<NodePulse> nodes;

    DatabaseHealth(
            AgroalDataSource pool,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.pool = pool;
        var servers = new DatabaseServers(url, user, password, NodePulse.PATIENCE_MILLIS);
        nodes = servers.hosts().stream()
                // pooled connections date from before the outage
                .map(host -> new NodePulse(
                        servers, host, DatabaseHealth::ask, () -> !beats(), () -> pool.flush(FlushMode.GRACEFUL)))
                .toList();
        for (var node : nodes) {
            Gauge.builder("relata.database.up", node, it -> it.beats() ? 1 : 0)
                    .description("Whether a database server responds")
                    .tag("node", node.name())
                    .register(meters);
        }
    }

    /** A node that has lost its cluster refuses the statement, which requires nothing but a connection. */
    private static void ask(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("do 1");
        }
    }

    @PostConstruct
    void start() {
        nodes.forEach(node -> node.start(PERIOD_MILLIS));
    }

    @PreDestroy
    void stop() {
        nodes.forEach(NodePulse::close);
    }

    @Override
    public AgroalDataSource pool() {
        return pool;
    }

    @Override
    public void check() {
        if (!beats()) {
            throw new ApiException(List.of(UNAVAILABLE));
        }
    }

    private boolean beats() {
        for (var node : nodes) {
            if (node.beats()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(beats()).build();
    }
}
