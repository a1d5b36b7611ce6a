package relata.feed;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The few threads that serve all subscribers; heavy subscriptions have their own, so that they hold up no others. */
@Singleton
public class FeedThreads {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor light;
    private final ThreadPoolExecutor heavy;

    FeedThreads(ChangesSettings settings) {
        light = pool("changes", settings.workers());
        heavy = pool("heavy changes", heavy(settings));
    }

    private static int heavy(ChangesSettings settings) {
        return Math.max(1, settings.workers() / 2);
    }

    /** How many there are at most, each with a connection to the database. */
    static int of(ChangesSettings settings) {
        return settings.workers() + heavy(settings);
    }

    /** Threads with the application's class loader, which end when they are idle. */
    public static ThreadPoolExecutor pool(String name, int size) {
        var loader = Thread.currentThread().getContextClassLoader();
        var count = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    var thread = new Thread(work, name + " " + count.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public Executor executor(boolean isHeavy) {
        return isHeavy ? heavy : light;
    }

    @PreDestroy
    void stop() {
        light.shutdown();
        heavy.shutdown();
    }
}
