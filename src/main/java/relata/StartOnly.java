package relata;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import relata.api.RelataSettings;

/** Stops the server when it has started, if it was started only for that. */
@Singleton
class StartOnly {
    void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start, RelataSettings settings) {
        if (settings.startOnly()) {
            Quarkus.asyncExit();
        }
    }
}
