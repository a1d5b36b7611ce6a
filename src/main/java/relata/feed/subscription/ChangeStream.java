package relata.feed.subscription;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.api.ApiException;
import relata.api.Deadline;
import relata.api.ErrorCode;
import relata.feed.Feed;
import relata.feed.FeedListener;

/**
 * The changes for one subscriber: a position in the feed, and a batch of changes that were read together. One thread at
 * a time delivers what the subscriber has requested (Reactive Streams 1.3).
 */
public final class ChangeStream implements Subscription, FeedListener {
    /** How many changes are read together if each is cheap. */
    private static final int BATCH = 100;

    private final ChangeRequest request;
    private final Feed feed;
    private final ChangeReader reader;
    private final Executor executor;
    private final Subscriber<? super Map<String, Object>> subscriber;
    private final SubscriberPosition position;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger(1);
    private final Queue<Map<String, Object>> ready = new ArrayDeque<>();
    /** Changes to read one by one, since together they exceed what an operation may read. */
    private final Queue<ChangeAtCursor> large = new ArrayDeque<>();

    private volatile boolean over;
    private volatile RuntimeException failure;
    private volatile Deadline reading;

    ChangeStream(
            ChangeRequest request,
            Feed feed,
            CatchUpPool catchUps,
            ChangeReader reader,
            Executor executor,
            Subscriber<? super Map<String, Object>> subscriber) {
        this.request = request;
        this.feed = feed;
        this.reader = reader;
        this.executor = executor;
        this.subscriber = subscriber;
        this.position = new SubscriberPosition(request, feed.recent(), catchUps, this::wake);
    }

    /** Starts; the subscriber gets its subscription before anything else. */
    void start() {
        subscriber.onSubscribe(this);
        try {
            feed.join(this, request.epoch());
        } catch (ApiException e) {
            failure = e;
        }
        if (over) {
            // cancelled before it joined
            feed.leave(this);
        }
        executor.execute(this::drain);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("Reactive Streams 3.9: at least one element must be requested"));
            return;
        }
        demand.updateAndGet(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
        wake();
    }

    @Override
    public void cancel() {
        over = true;
        feed.leave(this);
        position.close();
        if (reading != null) {
            reading.cancel();
        }
    }

    @Override
    public void fail(RuntimeException why) {
        failure = why;
        wake();
    }

    @Override
    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int seen = wakes.get();
        boolean more;
        try {
            more = !over && send();
        } catch (RuntimeException e) {
            end(e);
            return;
        }
        // rescheduled, so that other streams get their turn
        if (!over && (more || wakes.addAndGet(-seen) != 0)) {
            executor.execute(this::drain);
        }
    }

    /** Delivers what is requested, and returns whether there may be more. */
    private boolean send() {
        if (failure != null) {
            throw failure;
        }
        if (ready.isEmpty() && demand.get() > 0) {
            ready.addAll(read());
        } else {
            position.checkPace();
        }
        boolean any = !ready.isEmpty();
        while (!ready.isEmpty() && demand.get() > 0 && !over) {
            demand.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
            subscriber.onNext(ready.remove());
        }
        return any && ready.isEmpty() && demand.get() > 0;
    }

    /** Reads a full batch, however few changes are requested. */
    private List<Map<String, Object>> read() {
        reading = reader.deadline();
        if (over) {
            // cancelled just before there was a read to cancel
            return List.of();
        }
        var batch = large.isEmpty() ? position.take(request.isHeavy() ? 1 : BATCH) : List.of(large.remove());
        try (var scope = reading.enter()) {
            return reader.read(batch, request);
        } catch (ApiException e) {
            if (batch.size() < 2 || e.problems().get(0).code() != ErrorCode.LIMIT_EXCEEDED) {
                throw e;
            }
            large.addAll(batch);
            return read();
        }
    }

    private void end(RuntimeException why) {
        if (!over) {
            cancel();
            subscriber.onError(why instanceof IllegalArgumentException ? why : reader.explain(why));
        }
    }
}
