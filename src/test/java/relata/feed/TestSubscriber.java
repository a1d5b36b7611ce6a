package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.api.ApiException;

/** A subscriber without a socket, which can ask for as much as it likes. */
class TestSubscriber implements Subscriber<Map<String, Object>> {
    private static final long PATIENCE_MILLIS = 30_000;

    private final List<String> told = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();
    private Subscription subscription;
    private Throwable end;

    TestSubscriber request(long n) {
        subscription.request(n);
        return this;
    }

    TestSubscriber requestAll() {
        return request(Long.MAX_VALUE);
    }

    void cancel() {
        subscription.cancel();
    }

    /** So many changes, as in `CREATED Place:1`, and no more. */
    synchronized List<String> await(int count) throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (told.size() < count && end == null && System.currentTimeMillis() < until) {
            wait(100);
        }
        assertNull(end, () -> told + ", then " + end);
        assertEquals(count, told.size(), told::toString);
        return List.copyOf(told);
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** The cursor of the last change. */
    synchronized String cursor() {
        return cursors.get(cursors.size() - 1);
    }

    /** The problem with which it ended. */
    synchronized ApiException.Problem awaitEnd() throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (end == null && System.currentTimeMillis() < until) {
            wait(100);
        }
        assertTrue(end instanceof ApiException, () -> told + ", then " + end);
        return ((ApiException) end).problems().get(0);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public synchronized void onNext(Map<String, Object> change) {
        told.add(change.get("kind") + " " + change.get("id"));
        cursors.add((String) change.get("cursor"));
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable e) {
        end = e;
        notifyAll();
    }

    @Override
    public void onComplete() {
        onError(new AssertionError("a feed has no end"));
    }
}
