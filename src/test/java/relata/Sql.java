package relata;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs statements on the database of the server under test, bypassing the API. */
public final class Sql {
    private Sql() {}

    public static void execute(DataSource database, String... statements) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
