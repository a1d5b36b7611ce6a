package relata.database;

import io.quarkus.runtime.Application;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The bundled database, for an application that is not configured for another. */
public class EmbeddedDatabase {

    static final String URL = "quarkus.datasource.jdbc.url";
    static final String USERNAME = "quarkus.datasource.username";
    static final String PASSWORD = "quarkus.datasource.password";

    // outlives the class loader: in dev mode each live reload calls main again, and the database stays
    private static final String RUNNING = "database-of-relata.running";

    private EmbeddedDatabase() {}

    /**
     * Starts it and tells Quarkus how to reach it, before Quarkus itself starts. It stops when this process ends, after
     * the last request.
     *
     * @throws DatabaseFailure with a sentence for the person who started Relata
     */
    public static void startUnlessConfigured() {
        if (Boolean.getBoolean(RUNNING) || !isBuilt()) {
            return;
        }
        var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        // only for this profile, so that tests run by dev mode do not use its database
        var profile = "%" + config.getProfiles().get(0) + ".";
        if (config.getOptionalValue(URL, String.class).isPresent()) {
            return;
        }
        var database = new Database(DatabaseSettings.from(config));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterApplication(database), "Database shutdown"));
        database.start();
        settings(database).forEach((name, value) -> System.setProperty(profile + name, value));
        System.setProperty(RUNNING, "true");
    }

    static Map<String, String> settings(Database database) {
        return Map.of(
                URL,
                database.url(),
                USERNAME,
                Account.USER,
                PASSWORD,
                database.account().password());
    }

    /**
     * Whether there is an application yet. Loading it, as Quarkus.run would next, makes its configuration and profile
     * known. An IDE runs main before there is one: Quarkus then builds it, and calls main again.
     */
    private static boolean isBuilt() {
        try {
            Class.forName(
                    Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void stopAfterApplication(Database database) {
        try {
            var application = Application.currentApplication();
            if (application != null) {
                // waits if it is stopping already, in its own shutdown hook
                application.stop();
            }
        } finally {
            database.stop();
        }
    }
}
