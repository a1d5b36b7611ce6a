package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;
import relata.Background;

/** Other work that holds a record for long. */
@QuarkusTest
class LocksTest {
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

    private Connection lock() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select id from place where id = %s for update".formatted(place.substring(6)));
        }
        return connection;
    }

    private Answer rename() {
        // language=GraphQL
        return ask("mutation ($id: ID!) { updatePlace(id: $id, input: {name: \"Dogs\"}) { name } }", "id", place);
    }

    @Test
    void triesAgainUntilTheRecordIsFree() throws Exception {
        try (var holder = lock()) {
            var answer = Background.start(this::rename);
            TimeUnit.MILLISECONDS.sleep(2_500);
            holder.rollback();
            assertEquals("Dogs", answer.get(30, TimeUnit.SECONDS).data("updatePlace.name"));
        }
    }

    @Test
    void saysToTryAgainWhenTheRecordIsNeverFree() throws Exception {
        try (var holder = lock()) {
            rename().error("TRY_AGAIN");
            holder.rollback();
        }
        // language=GraphQL
        assertEquals(
                "Demon Dogs",
                ask("query ($id: ID!) { place(id: $id) { name } }", "id", place).data("place.name"));
    }
}
