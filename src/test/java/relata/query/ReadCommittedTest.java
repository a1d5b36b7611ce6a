package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import relata.database.SpareResource;

/** The same on a database that lets a transaction see what others commit, unless it is told otherwise. */
@QuarkusTest
@TestProfile(ReadCommittedTest.OwnDatabase.class)
class ReadCommittedTest extends SnapshotTest {
    public static class OwnDatabase implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(
                    SpareResource.class, Map.of("option", "--transaction-isolation=READ-COMMITTED")));
        }
    }

    @Inject
    DataSource dataSource;

    @Test
    void readsRepeatably() throws SQLException {
        try (var connection = dataSource.getConnection();
                var answer = connection
                        .createStatement()
                        .executeQuery("select @@global.tx_isolation, @@session.tx_isolation")) {
            answer.next();
            assertEquals("READ-COMMITTED", answer.getString(1), "of the database");
            assertEquals("REPEATABLE-READ", answer.getString(2), "of the pool's connections");
        }
    }
}
