package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import relata.SmallServer;

/** The same on a database whose default is READ COMMITTED. */
@QuarkusTest
@TestProfile(SmallServer.class)
class ReadCommittedTest extends SnapshotTest {
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
