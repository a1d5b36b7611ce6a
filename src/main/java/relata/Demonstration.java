package relata;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import relata.api.RelataSettings;

/** Loads the records of the stories into a new database, if enabled. */
@Singleton
class Demonstration {
    private static final Logger LOG = Logger.getLogger(Demonstration.class);
    private static final String FILE = "db/demo/places_and_people.sql";

    /** Empty tables are not enough: after the last record has been deleted, its key must not be given again. */
    private static final String IS_NEW =
            """
            select not exists (select * from place) and not exists (select * from person) and not exists (
                select * from information_schema.tables
                where table_schema = database() and table_name in ('place', 'person') and auto_increment > 1)
            """;

    private final DataSource database;
    private final boolean isOn;

    Demonstration(DataSource database, RelataSettings settings) {
        this.database = database;
        this.isOn = settings.demo();
    }

    void load(@Observes StartupEvent start) throws SQLException, IOException {
        if (!isOn) {
            return;
        }
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            if (isNew(statement)) {
                load(connection, statement);
                LOG.info("The database was new: the records of the two stories were added");
            }
        }
    }

    private static boolean isNew(Statement statement) throws SQLException {
        try (var answer = statement.executeQuery(IS_NEW)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    private static void load(Connection connection, Statement statement) throws SQLException, IOException {
        connection.setAutoCommit(false);
        for (String sql : script().split(";\n")) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private static String script() throws IOException {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
