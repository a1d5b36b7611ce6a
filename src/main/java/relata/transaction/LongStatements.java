package relata.transaction;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import relata.api.RelataSettings;

/**
 * Ends the time within which a connection had to be made, once it is there: a statement on it may take longer. What one may
 * take is limited for the session, in case nobody is left to stop it.
 */
@Singleton
class LongStatements implements AgroalPoolInterceptor {
    private final Duration longest;

    LongStatements(RelataSettings settings) {
        longest = settings.deadline().plusSeconds(2);
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try (var statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("set session max_statement_time = " + longest.toMillis() / 1_000.0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
