package relata.feed;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The few threads that serve all subscribers. Heavy subscriptions have their own, so as not to delay the others. */
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

    /** The maximum number of threads, each of which uses a database connection. */
    static int of(ChangesSettings settings) {
        return settings.workers() + heavy(settings);
    }

    /** A pool of threads that use the application's class loader and end when idle. */
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
