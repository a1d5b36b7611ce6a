package relata.replica;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.transaction.TransactionIntegration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import relata.api.RelataSettings;
import relata.connection.Connections;
import relata.connection.DatabaseNode;
import relata.connection.DatabaseServers;
import relata.connection.NodePulse;
import relata.feed.FeedCursors;
import relata.feed.binlog.event.Position;
import relata.transaction.Replicas;

/** The configured read replicas. Those that can answer take turns. */
@Startup
@Singleton
class ReadReplicas implements Replicas {
    private static final int PERIOD_MILLIS = 200;
    private static final String READS = "relata.replica.reads";

    private final FeedCursors cursors;
    private final List<Replica> replicas;
    private final Duration longest;
    private final PrimaryTimeline primary;
    private final Map<DatabaseNode, Counter> reads = new HashMap<>();
    private final Counter readsOfPrimary;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "primary-timeline"));

    ReadReplicas(
            RelataSettings settings,
            AgroalDataSource primaryPool,
            Connections connections,
            FeedCursors cursors,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.cursors = cursors;
        longest = settings.database().replicaLag();
        primary = new PrimaryTimeline(longest.multipliedBy(2));
        replicas = settings.database().replicas().orElse(List.of()).stream()
                .map(url -> new Replica(
                        open(url, primaryPool, connections),
                        new DatabaseServers(url, user, password, NodePulse.PATIENCE_MILLIS),
                        primary))
                .toList();
        readsOfPrimary = replicas.isEmpty() ? null : meters.counter(READS, "replica", "none");
        for (var replica : replicas) {
            reads.put(replica, meters.counter(READS, "replica", replica.name()));
            Gauge.builder("relata.replica.behind", replica, it -> it.behind().toMillis() / 1_000.0)
                    .description("Seconds by which a replica is behind the primary")
                    .tag("replica", replica.name())
                    .register(meters);
        }
    }

    /** Has the settings of the primary's pool, except for the URL; its connections do not join JTA transactions. */
    private static AgroalDataSource open(String url, AgroalDataSource primaryPool, AgroalPoolInterceptor connections) {
        var pool = primaryPool.getConfiguration().connectionPoolConfiguration();
        var own = pool(new AgroalConnectionPoolConfigurationSupplier(pool)
                .initialSize(0)
                .minSize(0)
                .transactionIntegration(TransactionIntegration.none())
                .connectionFactoryConfiguration(
                        new AgroalConnectionFactoryConfigurationSupplier(pool.connectionFactoryConfiguration())
                                .jdbcUrl(url)));
        own.setPoolInterceptors(List.of(connections));
        return own;
    }

    private static AgroalDataSource pool(AgroalConnectionPoolConfigurationSupplier configuration) {
        try {
            return AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(configuration));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostConstruct
    void start() {
        if (!replicas.isEmpty()) {
            timer.scheduleWithFixedDelay(this::note, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            replicas.forEach(replica -> replica.start(PERIOD_MILLIS));
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        replicas.forEach(Replica::close);
    }

    private void note() {
        cursors.followed().ifPresent(epoch -> primary.note(epoch, cursors.end(), System.nanoTime()));
    }

    @Override
    public Optional<DatabaseNode> choose(String after) {
        if (replicas.isEmpty()) {
            return Optional.empty();
        }
        var chosen = cursors.followed().flatMap(epoch -> choose(epoch, after));
        chosen.map(reads::get).orElse(readsOfPrimary).increment();
        return chosen;
    }

    private Optional<DatabaseNode> choose(String epoch, String after) {
        Predicate<Position> seen = after == null ? position -> true : cursors.seenBy(after);
        int first = turn.getAndIncrement();
        for (int i = 0; i < replicas.size(); i++) {
            var replica = replicas.get(Math.floorMod(first + i, replicas.size()));
            if (replica.canAnswer(epoch, longest, seen)) {
                return Optional.of(replica);
            }
        }
        return Optional.empty();
    }
}
