package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.SmallServer;

/** A database that refuses to change rows that have changed since the transaction's snapshot: error 1020. */
@QuarkusTest
@TestProfile(SmallServer.class)
class SnapshotConflictTest {
    @Inject
    AgroalDataSource database;

    @Test
    void isTriedAgain() throws Exception {
        String first = create();
        String second = create();
        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            execute(other, "select id from place where id = %s for update".formatted(second.substring(6)));
            // the first field is answered from the snapshot, and the second waits for the other transaction
            // language=GraphQL
            var answer = Background.start(() -> ask(
                    """
                    mutation ($first: ID!, $second: ID!) {
                      a: updatePlace(id: $first, input: {name: "Dogs"}) { name }
                      b: updatePlace(id: $second, input: {name: "Cats"}) { name address }
                    }""",
                    "first",
                    first,
                    "second",
                    second));
            Await.until(() -> LocksTest.status(database, "innodb_row_lock_current_waits") > 0);
            execute(other, "update place set address = '945' where id = " + second.substring(6));
            other.commit();
            var done = answer.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertEquals(Map.of("name", "Cats", "address", "945"), done.data("b"));
        }
    }

    private static String create() {
        // language=GraphQL
        return ask("mutation { createPlace(input: {name: \"Demon Dogs\", address: \"944\"}) { id } }")
                .data("createPlace.id");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
