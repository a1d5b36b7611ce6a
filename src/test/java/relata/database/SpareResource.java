package relata.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;

/** Gives the server under test a database of its own, with the one option in the argument `option` if there is any. */
public class SpareResource implements QuarkusTestResourceLifecycleManager {
    private String[] options = {};
    private SpareDatabase database;

    @Override
    public void init(Map<String, String> arguments) {
        options = arguments.values().toArray(String[]::new);
    }

    @Override
    public Map<String, String> start() {
        try {
            database = SpareDatabase.start(options);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", database.url(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    @Override
    public void stop() {
        database.close();
    }

    @Override
    public int order() {
        // after the database of all other tests
        return 10;
    }
}
