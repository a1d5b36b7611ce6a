package relata.migration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Holds the migration lock from before Flyway looks at the database until the server has started. */
@Singleton
class OneMigrator implements FlywayConfigurationCustomizer {
    private static final long DEAD_MILLIS = 10_000;
    private static final int FIRST_ATTEMPTS = 5;

    private MigrationLock lock;

    @Override
    public void customize(FluentConfiguration configuration) {
        var database = configuration.getDataSource();
        String history = configuration.getTable();
        try {
            if (isOfOthers(database, history)) {
                // Flyway reports it
                return;
            }
            lock = new MigrationLock(database, DEAD_MILLIS).acquire();
            // a migration that failed halfway is run again: migrations are written to allow that
            forgetFailures(database, history);
            // Flyway refuses a database that already has a table, unless it is baselined at 0
            configuration.baselineOnMigrate(true).baselineVersion("0");
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be migrated: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there are tables, but neither Flyway's nor ours. */
    private static boolean isOfOthers(DataSource database, String history) throws SQLException {
        try (var connection = first(database)) {
            var tables = tables(connection);
            return !tables.isEmpty() && !tables.contains(history) && !tables.contains(MigrationLock.TABLE);
        }
    }

    /** On a busy machine, making the first connection may take longer than the pool waits. */
    static Connection first(DataSource database) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.getConnection();
            } catch (SQLException e) {
                if (attempt == FIRST_ATTEMPTS || !(e.getCause() instanceof TimeoutException)) {
                    throw e;
                }
            }
        }
    }

    private static void forgetFailures(DataSource database, String history) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            if (tables(connection).contains(history)) {
                statement.execute("delete from `%s` where not success".formatted(history));
            }
        }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        var tables = new HashSet<String>();
        try (var statement = connection.createStatement();
                var names = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = database()")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    /** Runs after all other observers: until then, no server may start with this one's unfinished work. */
    void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start) throws InterruptedException {
        release();
    }

    /** Runs even if the server did not start. */
    @PreDestroy
    void release() throws InterruptedException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
