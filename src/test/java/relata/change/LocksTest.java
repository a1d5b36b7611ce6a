package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;
import relata.Await;
import relata.Background;

/** Concurrent work that locks a record for a long time. */
@QuarkusTest
public class LocksTest {
    @Inject
    AgroalDataSource database;

    private String place;

    @BeforeEach
    void createAPlace() {
        Api.deleteAll();
        // language=GraphQL
        place = ask("mutation { createPlace(input: {name: \"Demon Dogs\", address: \"944\"}) { id } }")
                .data("createPlace.id");
    }

    /** Locks a place until the connection is closed, or its transaction ends. */
    public static Connection lock(DataSource database, String place) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select id from place where id = %s for update".formatted(place.substring(6)));
        }
        return connection;
    }

    /** A status variable of the database server. */
    public static int status(DataSource database, String name) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var status = statement.executeQuery("show global status like '%s'".formatted(name))) {
            status.next();
            return status.getInt(2);
        }
    }

    private Answer rename() {
        // language=GraphQL
        return ask("mutation ($id: ID!) { updatePlace(id: $id, input: {name: \"Dogs\"}) { name } }", "id", place);
    }

    @Test
    void triesAgainUntilTheRecordIsFree() throws Exception {
        try (var holder = lock(database, place)) {
            int before = status(database, "innodb_row_lock_waits");
            var answer = Background.start(this::rename);
            // two attempts have failed, and another one is running
            Await.until(() -> status(database, "innodb_row_lock_waits") >= before + 3);
            holder.rollback();
            assertEquals(
                    "Dogs", answer.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS).data("updatePlace.name"));
        }
    }
}
