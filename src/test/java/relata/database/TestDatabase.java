package relata.database;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Gives every {@code @QuarkusTest} of a run the same database, empty at first; none of them has to say so. */
@QuarkusTestResource(TestDatabase.class)
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** Tests with settings of their own come with classes of their own; what they share is the process. */
    private static final String SHARED = "database-of-tests.";

    @Override
    public Map<String, String> start() {
        if (System.getProperty(SHARED) == null) {
            var settings = startDatabase();
            settings.forEach((name, value) -> System.setProperty(SHARED + name, value));
            System.setProperty(SHARED, String.join(" ", settings.keySet()));
        }
        return Stream.of(System.getProperty(SHARED).split(" "))
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(SHARED + name)));
    }

    private static Map<String, String> startDatabase() {
        var settings = DatabaseSettings.from(ConfigProvider.getConfig());
        try {
            Room.shareBinaries(settings.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var database = new Database(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(database::stop, "Database shutdown"));
        database.startEmpty();
        return EmbeddedDatabase.settings(database);
    }

    @Override
    public void stop() {
        // another test of this run may want it: it ends with the process
    }
}
