package relata.database;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Gives every {@code @QuarkusTest} of a run the same database, empty at first; none of them has to say so. */
@QuarkusTestResource(TestDatabase.class)
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private static Database database;

    @Override
    public Map<String, String> start() {
        if (database == null) {
            database = new Database(DatabaseSettings.from(ConfigProvider.getConfig()));
            Runtime.getRuntime().addShutdownHook(new Thread(database::stop, "Database shutdown"));
            database.startEmpty();
        }
        return EmbeddedDatabase.settings(database);
    }

    @Override
    public void stop() {
        // another test of this run may want it: it ends with the process
    }
}
