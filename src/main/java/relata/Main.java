package relata;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;
import relata.connection.DatabaseServers;
import relata.database.DatabaseFailure;
import relata.database.EmbeddedDatabase;
import sun.misc.Signal;

/** Starts the bundled database if no other is configured, then Relata. */
@QuarkusMain
public class Main {

    public static void main(String... args) {
        try {
            EmbeddedDatabase.startUnlessConfigured();
            checkDatabaseUrls();
        } catch (DatabaseFailure | IllegalArgumentException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
        sendTracesWhereConfigured();
        leaveProcessorsToOperations();
        leaveWithZeroWhenToldToStop();
        Quarkus.run(args);
    }

    /** Reports bad URLs at once, before Flyway waits for their servers. */
    private static void checkDatabaseUrls() {
        var config = ConfigProvider.getConfig();
        config.getOptionalValue("quarkus.datasource.jdbc.url", String.class).ifPresent(DatabaseServers::check);
        config.getOptionalValues("relata.database.replicas", String.class)
                .ifPresent(urls -> urls.forEach(DatabaseServers::check));
    }

    /** On SIGTERM, the JVM would shut down cleanly but exit with 143, as if it had been killed. */
    private static void leaveWithZeroWhenToldToStop() {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Signal.handle(new Signal("TERM"), signal -> System.exit(0));
        }
    }

    /** Event loops only move bytes; each additional one is one more thread to wake up. */
    private static void leaveProcessorsToOperations() {
        String loops = "quarkus.vertx.event-loops-pool-size";
        if (ConfigProvider.getConfig().getOptionalValue(loops, String.class).isEmpty()) {
            System.setProperty(
                    loops, String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
        }
    }

    /** Without an endpoint, tracing is switched off and costs nothing. */
    private static void sendTracesWhereConfigured() {
        var endpoint = ConfigProvider.getConfig().getOptionalValue("quarkus.otel.exporter.otlp.endpoint", String.class);
        if (endpoint.isEmpty()) {
            System.setProperty("quarkus.otel.sdk.disabled", "true");
            System.setProperty("quarkus.datasource.jdbc.telemetry.enabled", "false");
        }
    }
}
