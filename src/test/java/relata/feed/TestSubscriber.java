package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.Await;
import relata.api.ApiException;

/** A subscriber without a socket, which can ask for as much as it likes. */
public class TestSubscriber implements Subscriber<Map<String, Object>> {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> cursors = Collections.synchronizedList(new ArrayList<>());
    private Subscription subscription;
    private volatile Throwable end;
    /** How many of them its follower has. */
    int taken;

    public TestSubscriber request(long n) {
        subscription.request(n);
        return this;
    }

    public TestSubscriber requestAll() {
        return request(Long.MAX_VALUE);
    }

    public void cancel() {
        subscription.cancel();
    }

    /** So many changes, as in `CREATED Place:1`, and no more. */
    public List<String> await(int count) {
        Await.until(() -> told.size() >= count || end != null);
        assertNull(end, () -> told + ", then " + end);
        assertEquals(count, told.size(), told::toString);
        return List.copyOf(told);
    }

    public List<String> told() {
        return List.copyOf(told);
    }

    /** The cursor of the last change. */
    public String cursor() {
        return cursors.get(cursors.size() - 1);
    }

    /** The cursor after so many changes. */
    String cursor(int count) {
        return cursors.get(count - 1);
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    /** The problem with which it ended. */
    public ApiException.Problem awaitEnd() {
        Await.until(() -> end != null);
        assertTrue(end instanceof ApiException, () -> told + ", then " + end);
        return ((ApiException) end).problems().get(0);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public void onNext(Map<String, Object> change) {
        cursors.add((String) change.get("cursor"));
        told.add(change.get("kind") + " " + change.get("id"));
    }

    @Override
    public void onError(Throwable e) {
        end = e;
    }

    @Override
    public void onComplete() {
        onError(new AssertionError("a feed has no end"));
    }
}
