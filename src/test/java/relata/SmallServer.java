package relata;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import relata.database.SpareResource;

/**
 * A server with low limits, and its own database, whose commits survive when it is killed. The database's default is
 * READ COMMITTED, and it refuses to change rows that have changed since the transaction's snapshot (error 1020), as is
 * the default from MariaDB 11.6 on.
 */
public class SmallServer implements QuarkusTestProfile {
    public static final int VALUES = 150;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "relata.load.running", "2",
                "relata.load.waiting", "3",
                "relata.limits.answer", "" + VALUES,
                "relata.changes.buffer", "100",
                "relata.changes.retry", "50ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(
                SpareResource.class,
                Map.of("a", "--transaction-isolation=READ-COMMITTED", "b", "--innodb-snapshot-isolation=ON")));
    }
}
