package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.Background;
import relata.database.SpareResource;

/** A database that refuses to change what has changed since the transaction's snapshot: error 1020. */
@QuarkusTest
@TestProfile(SnapshotConflictTest.SnapshotIsolation.class)
@Timeout(60)
class SnapshotConflictTest {
    @Inject
    AgroalDataSource database;

    public static class SnapshotIsolation implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            // the default from MariaDB 11.6 on
            return List.of(
                    new TestResourceEntry(SpareResource.class, Map.of("option", "--innodb-snapshot-isolation=ON")));
        }
    }

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
            awaitLockWait();
            execute(other, "update place set address = '945' where id = " + second.substring(6));
            other.commit();
            var done = answer.get(30, TimeUnit.SECONDS);
            assertEquals(Map.of("name", "Cats", "address", "945"), done.data("b"));
        }
    }

    private static String create() {
        // language=GraphQL
        return ask("mutation { createPlace(input: {name: \"Demon Dogs\", address: \"944\"}) { id } }")
                .data("createPlace.id");
    }

    private void awaitLockWait() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (int tries = 0; ; tries++) {
                try (var waiting = statement.executeQuery("select * from information_schema.innodb_lock_waits")) {
                    if (waiting.next()) {
                        return;
                    }
                }
                assertTrue(tries < 100);
                // InnoDB looks anew only when nobody has asked for 100 ms
                Thread.sleep(150);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
