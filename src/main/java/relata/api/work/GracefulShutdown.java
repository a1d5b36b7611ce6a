package relata.api.work;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.message.StoppingException;

/**
 * Ends sockets and event streams when the process is told to stop. They have no end of their own, and so would hold up
 * the stop, which waits for requests; a client that is told connects again, to another server.
 */
@Startup
@Singleton
public class GracefulShutdown {
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

    private volatile boolean hasBegun;

    /** Runs beside that of Quarkus, which waits for requests. */
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
            // it runs at this moment
        }
    }

    /** Quarkus lets new requests in for as long as others run, and so might not stop before its time is up. */
    public void refuseNewRequests() {
        if (hasBegun) {
            throw new StoppingException();
        }
    }

    /** Takes what ends a connection; it may be called by any thread. */
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
