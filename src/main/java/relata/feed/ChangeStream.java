package relata.feed;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.api.ApiException;
import relata.api.Deadline;
import relata.query.Row;

/**
 * What one subscriber is told. It is a place in the feed, and a few changes that were read together. One worker at a time hands
 * on what the subscriber has asked for (Reactive Streams 1.3).
 */
final class ChangeStream implements Subscription {
    /** How many changes are read together, where each costs little. */
    private static final int BATCH = 100;

    private final ChangePublisher changes;
    private final Feed feed;
    private final ChangeRequest request;
    private final Subscriber<? super Row> subscriber;
    private final SubscriberPosition position;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger(1);
    private volatile boolean over;
    private volatile RuntimeException failure;
    private volatile Deadline reading;
    private final Queue<Row> ready = new ArrayDeque<>();

    ChangeStream(ChangePublisher changes, ChangeRequest request, Subscriber<? super Row> subscriber) {
        this.changes = changes;
        this.feed = changes.feed();
        this.request = request;
        this.subscriber = subscriber;
        this.position = new SubscriberPosition(changes, request, this::wake);
    }

    /** Begins; nothing is handed on before the subscriber has its subscription. */
    void start() {
        subscriber.onSubscribe(this);
        try {
            feed.join(this, request.epoch());
        } catch (ApiException e) {
            failure = e;
        }
        if (over) {
            // cancelled before it had joined
            feed.leave(this);
        }
        changes.execute(request, this::drain);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("Reactive Streams 3.9: at least one has to be requested"));
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

    void fail(RuntimeException why) {
        failure = why;
        wake();
    }

    /** Says that there may be something to do. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            changes.execute(request, this::drain);
        }
    }

    private void drain() {
        int seen = wakes.get();
        boolean more;
        try {
            more = !over && tell();
        } catch (RuntimeException e) {
            end(e);
            return;
        }
        // others have their turn in between
        if (!over && (more || wakes.addAndGet(-seen) != 0)) {
            changes.execute(request, this::drain);
        }
    }

    /** Hands on what is asked for, and says whether there may be more of it. */
    private boolean tell() {
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

    /** However few are asked for, as many as can be read together. */
    private List<Row> read() {
        reading = changes.begin();
        if (over) {
            // cancelled just before there was something to stop
            return List.of();
        }
        return reading.call(() -> changes.read(position.take(request.isHeavy() ? 1 : BATCH), request));
    }

    private void end(RuntimeException why) {
        if (!over) {
            cancel();
            subscriber.onError(changes.explain(why));
        }
    }
}
