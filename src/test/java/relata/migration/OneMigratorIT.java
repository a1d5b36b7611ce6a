package relata.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.database.SpareDatabase;

/** The first connection at the start. */
class OneMigratorIT {
    private static SpareDatabase database;

    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        database = SpareDatabase.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void waitsLongerThanThePoolForTheFirstConnection() throws Exception {
        try (var pool = pool(database.url(), 2_000);
                var slow = makeSlow()) {
            var first = Background.start(() -> OneMigrator.first(pool));
            Await.until(() -> attempts.get() >= 2);
            slow.close();
            try (var connection = first.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                assertTrue(connection.isValid(1));
            }
        }
    }

    @Test
    void givesUpAfterFiveAttempts() throws Exception {
        try (var pool = pool(database.url(), 100);
                var slow = makeSlow()) {
            var failure = assertThrows(SQLException.class, () -> OneMigrator.first(pool));
            assertInstanceOf(TimeoutException.class, failure.getCause());
            assertEquals(5, attempts.get());
            assertTrue(slow.isValid(1));
        }
    }

    @Test
    void saysAtOnceWhatElseIsWrong() throws Exception {
        try (var pool = pool(database.url().replace("/relata", "/missing"), 2_000)) {
            assertThrows(SQLException.class, () -> OneMigrator.first(pool));
            assertEquals(1, attempts.get());
        }
    }

    /** Until the connection that it returns is closed, making another one takes longer than the pool waits. */
    private static Connection makeSlow() throws SQLException {
        var slow = database.connect();
        try (var statement = slow.createStatement()) {
            statement.execute("do get_lock('slow', 0)");
        }
        return slow;
    }

    private AgroalDataSource pool(String url, long millis) throws SQLException {
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofMillis(millis))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .initialSql("do get_lock('slow', 120) + release_lock('slow')")
                                .principal(new NamePrincipal(database.user()))
                                .credential(new SimplePassword(database.password()))));
        return AgroalDataSource.from(configuration, new AgroalDataSourceListener() {
            @Override
            public void beforeConnectionAcquire() {
                attempts.incrementAndGet();
            }
        });
    }
}
