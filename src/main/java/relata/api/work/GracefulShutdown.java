package relata.api.work;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.message.StoppingException;

/**
 * Ends sockets and event streams at shutdown. They do not end by themselves, so they would hold up the shutdown, which
 * waits for requests; a client that is notified reconnects, to another server.
 */
@Startup
@Singleton
public class GracefulShutdown {
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

    private volatile boolean hasBegun;

    /** Runs beside the hook of Quarkus, which waits for requests. */
    private final Thread hook = new Thread(this::begin, "graceful shutdown");

    @PostConstruct
    void prepare() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @PreDestroy
    void forget() {
        if (hook.getState() != Thread.State.NEW) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // it is already running
        }
    }

    /** Quarkus accepts new requests as long as others are running, so it might not stop before its timeout. */
    public void refuseNewRequests() {
        if (hasBegun) {
            throw new StoppingException();
        }
    }

    /** Registers what ends a connection; it may be called by any thread. */
    public void add(Runnable end) {
        ends.add(end);
        if (hasBegun) {
            end.run();
        }
    }

    public void remove(Runnable end) {
        ends.remove(end);
    }

    private void begin() {
        hasBegun = true;
        ends.forEach(Runnable::run);
    }
}
