package relata.feed;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import relata.api.work.LoadSettings;

/**
 * Checks that there is a connection for each thread: without one, a thread would report the database as unreachable.
 */
@Singleton
class ConnectionsCheck {
    void look(
            @Observes StartupEvent start,
            LoadSettings load,
            ChangesSettings changes,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        check(load.running(), FeedThreads.of(changes), connections);
    }

    /** @throws IllegalArgumentException if there are fewer connections */
    static void check(int running, int feed, int connections) {
        // one more for the cleanup of stored answers, and one for lookups outside of transactions
        int needed = running + feed + 2;
        if (connections < needed) {
            String message =
                    "relata.load.running is %d, and %d more connections are needed for relata.changes.workers, "
                            + "the cleanup and lookups: quarkus.datasource.jdbc.max-size must be at least %d, but is "
                            + "%d";
            throw new IllegalArgumentException(message.formatted(running, feed + 2, needed, connections));
        }
    }
}
