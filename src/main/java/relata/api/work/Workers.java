package relata.api.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import relata.api.Deadline;
import relata.api.RelataSettings;
import relata.api.message.OverloadedException;

/**
 * The threads that do all work of operations: so many at a time, while so many wait. Everything begins as light work;
 * what then turns out to be heavy waits in a queue of its own, and never gets the last quarter of the threads. So light
 * work waits for light work only, however much of the heavy there is. Of two whose turn it is, the one that is due
 * earlier goes first.
 */
@Singleton
public class Workers {
    private static final int LOOK_MILLIS = 500;

    private final Vertx vertx;
    private final Duration time;
    private final LoadSettings settings;
    private final ExecutorService threads;
    private final WorkQueue light;
    private final WorkQueue heavy;
    private long timer;

    Workers(Vertx vertx, LoadSettings settings, RelataSettings all, MeterRegistry meters) {
        this.vertx = vertx;
        this.time = all.deadline();
        this.settings = settings;
        this.light = new WorkQueue(settings.running());
        this.heavy = new WorkQueue(Math.max(1, settings.running() * 3 / 4));
        this.threads = Executors.newFixedThreadPool(settings.running(), factory());
        meters.gauge("relata.load.waiting", Tags.of("queue", "light"), light, this::waiting);
        meters.gauge("relata.load.waiting", Tags.of("queue", "heavy"), heavy, this::waiting);
    }

    private synchronized int waiting(WorkQueue queue) {
        return queue.waiting.size();
    }

    private static ThreadFactory factory() {
        var count = new AtomicInteger();
        var loader = Thread.currentThread().getContextClassLoader();
        return work -> {
            var thread = new Worker(work, "operations " + count.incrementAndGet());
            thread.setContextClassLoader(loader);
            thread.setDaemon(true);
            return thread;
        };
    }

    @PostConstruct
    void watch() {
        // the next look at who waits may be far away, where no worker comes free
        timer = vertx.setPeriodic(LOOK_MILLIS, unused -> refuseWhoIsGone());
    }

    private synchronized void refuseWhoIsGone() {
        light.refuseWhoIsGone();
        heavy.refuseWhoIsGone();
    }

    /** What is left to do of an operation once it is known what it is. */
    public record Rest<T>(boolean isHeavy, Callable<T> work) {
        public static <T> Rest<T> none(T result) {
            return new Rest<>(false, () -> result);
        }
    }

    /** Starts the time of an operation, which is to be given to all its work. */
    public Deadline begin() {
        return Deadline.in(time);
    }

    /**
     * Does work of which the beginning tells whether the rest is heavy. The future is completed on the context of the
     * caller.
     *
     * @return the result; or {@link OverloadedException}, where nothing was begun or the beginning only
     */
    public <T> Future<T> run(Deadline deadline, Callable<Rest<T>> beginning) {
        Callable<Rest<T>> first = () -> {
            var rest = beginning.call();
            return rest.isHeavy() && !turnHeavy() ? rest : Rest.none(rest.work().call());
        };
        return submit(light, deadline, first).compose(rest -> goOn(deadline, rest));
    }

    /** Lets the calling worker go on with heavy work at once, if it is the turn of that. */
    private synchronized boolean turnHeavy() {
        if (!heavy.isFree()) {
            return false;
        }
        light.running--;
        heavy.running++;
        ((Worker) Thread.currentThread()).queue = heavy;
        return true;
    }

    private <T> Future<T> goOn(Deadline deadline, Rest<T> rest) {
        try {
            return rest.isHeavy()
                    ? submit(heavy, deadline, rest.work())
                    : Future.succeededFuture(rest.work().call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private <T> Future<T> submit(WorkQueue queue, Deadline deadline, Callable<T> work) {
        var task = new Task<>(deadline, work, vertx.getOrCreateContext(), Promise.promise());
        synchronized (this) {
            if (queue.waiting.size() >= settings.waiting()) {
                queue.refuseWhoIsGone();
            }
            if (queue.waiting.size() >= settings.waiting()) {
                return Future.failedFuture(new OverloadedException());
            }
            queue.waiting.add(task);
            startNext();
        }
        return task.promise().future();
    }

    private void startNext() {
        if (light.running + heavy.running == settings.running()) {
            return;
        }
        var queue = heavy.isDue() && !(light.isDue() && light.isBefore(heavy)) ? heavy : light;
        var task = queue.waiting.poll();
        if (task != null) {
            queue.running++;
            threads.execute(() -> run(queue, task));
        }
    }

    private void run(WorkQueue queue, Task<?> task) {
        var worker = (Worker) Thread.currentThread();
        worker.queue = queue;
        try {
            task.run();
        } finally {
            synchronized (this) {
                worker.queue.running--;
                startNext();
            }
        }
    }

    /** A thread, and what kind of work it does now. */
    private static final class Worker extends Thread {
        private WorkQueue queue;

        Worker(Runnable work, String name) {
            super(work, name);
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
        threads.shutdown();
    }
}
