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
 * The threads that run all operations: a fixed number, with queues of limited length. All work starts as light. What
 * turns out to be heavy moves to a queue of its own, and never gets the last quarter of the threads, so light work only
 * waits for light work, however much heavy work there is. If both queues are due, the task with the earlier deadline
 * goes first.
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
        // if no worker becomes free, the queues might not be looked at for a long time
        timer = vertx.setPeriodic(LOOK_MILLIS, unused -> refuseWhoIsGone());
    }

    private synchronized void refuseWhoIsGone() {
        light.refuseWhoIsGone();
        heavy.refuseWhoIsGone();
    }

    /** The rest of an operation, once it is known whether it is heavy. */
    public record Rest<T>(boolean isHeavy, Callable<T> work) {
        public static <T> Rest<T> none(T result) {
            return new Rest<>(false, () -> result);
        }
    }

    /** Starts the deadline of an operation, which all its work shares. */
    public Deadline begin() {
        return Deadline.in(time);
    }

    /**
     * Runs work whose first part tells whether the rest is heavy. The future is completed on the context of the caller.
     *
     * @return the result; fails with {@link OverloadedException} if nothing was run, or only the first part
     */
    public <T> Future<T> run(Deadline deadline, Callable<Rest<T>> beginning) {
        Callable<Rest<T>> first = () -> {
            var rest = beginning.call();
            return rest.isHeavy() && !turnHeavy() ? rest : Rest.none(rest.work().call());
        };
        return submit(light, deadline, first).compose(rest -> goOn(deadline, rest));
    }

    /** Lets the calling worker continue with heavy work at once, if it is free to run. */
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

    /** A thread, and the queue whose work it runs. */
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
