package relata.feed;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import relata.api.LoadSettings;

/** Whether there is a connection for each thread that needs one: who found none would take the database for away. */
@ApplicationScoped
class ConnectionsCheck {
    void look(
            @Observes StartupEvent start,
            LoadSettings load,
            ChangesSettings changes,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        check(load.running(), FeedThreads.of(changes), connections);
    }

    /** @throws IllegalArgumentException where there are fewer connections */
    static void check(int running, int telling, int connections) {
        // one more looks whether the database is there
        int needed = running + telling + 1;
        if (connections < needed) {
            String message = "relata.load.running is %d, and %d more connections serve relata.changes.workers and the "
                    + "health check: quarkus.datasource.jdbc.max-size has to be at least %d, and is %d";
            throw new IllegalArgumentException(message.formatted(running, telling + 1, needed, connections));
        }
    }
}
