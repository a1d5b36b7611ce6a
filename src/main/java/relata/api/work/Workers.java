package relata.api.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
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
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final int LOOK_MILLIS = 500;

    private final Vertx vertx;
    private final Duration time;
    private final LoadSettings settings;
    private final WorkQueue light;
    private final WorkQueue heavy;
    private long timer;
    private boolean stopped;

    Workers(Vertx vertx, LoadSettings settings, RelataSettings all, MeterRegistry meters) {
        this.vertx = vertx;
        this.time = all.deadline();
        this.settings = settings;
        this.light = new WorkQueue(settings.running());
        this.heavy = new WorkQueue(Math.max(1, settings.running() * 3 / 4));
        meters.gauge("relata.load.waiting", Tags.of("queue", "light"), light, this::waiting);
        meters.gauge("relata.load.waiting", Tags.of("queue", "heavy"), heavy, this::waiting);
    }

    private synchronized int waiting(WorkQueue queue) {
        return queue.waiting.size();
    }

    @PostConstruct
    void start() {
        for (int i = 1; i <= settings.running(); i++) {
            new Worker("operations " + i).start();
        }
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
        Promise<T> promise = Promise.promise();
        submit(light, new Task<>(deadline, beginning, (ContextInternal) vertx.getOrCreateContext(), promise));
        return promise.future();
    }

    /** Queues the rest of a task that turned out to be heavy. */
    void putOff(Task<?> rest) {
        submit(heavy, rest);
    }

    private synchronized void submit(WorkQueue queue, Task<?> task) {
        if (queue.waiting.size() >= settings.waiting()) {
            queue.refuseWhoIsGone();
        }
        if (queue.waiting.size() >= settings.waiting()) {
            task.refuse();
            return;
        }
        queue.waiting.add(task);
        if (queue.isDue()) {
            notify();
        }
    }

    /** Lets the calling worker continue with heavy work at once, if it is free to run. */
    synchronized boolean turnHeavy() {
        if (!heavy.isFree()) {
            return false;
        }
        light.running--;
        heavy.running++;
        ((Worker) Thread.currentThread()).queue = heavy;
        return true;
    }

    /** Waits for the next task of a worker, whose last one has ended. Null if no more will come. */
    private synchronized Task<?> next(Worker worker) {
        if (worker.queue != null) {
            worker.queue.running--;
        }
        // an interruption was meant for the last task
        Thread.interrupted();
        while (true) {
            worker.queue = heavy.isDue() && !(light.isDue() && light.isBefore(heavy)) ? heavy : light;
            if (worker.queue.isDue()) {
                worker.queue.running++;
                return worker.queue.waiting.remove();
            }
            if (stopped) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // nobody interrupts an idle worker
            }
        }
    }

    /** A thread that runs tasks. */
    private final class Worker extends Thread {
        /** That of the task that it runs; null before the first one. */
        private WorkQueue queue;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            for (var task = next(this); task != null; task = next(this)) {
                try {
                    task.run(Workers.this);
                } catch (Throwable e) {
                    // the worker must go on, or there would be one fewer
                    LOG.error("A task could not report its result", e);
                }
            }
        }
    }

    @PreDestroy
    synchronized void stop() {
        vertx.cancelTimer(timer);
        stopped = true;
        notifyAll();
    }
}
