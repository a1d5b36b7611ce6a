package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.api.ApiException;
import relata.query.Row;

/** A subscriber without a socket, which can ask for as much as it likes. */
public class TestSubscriber implements Subscriber<Row> {
    private static final long PATIENCE_MILLIS = 30_000;

    private final List<String> told = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();
    private Subscription subscription;
    private Throwable end;
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
    public synchronized List<String> await(int count) throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (told.size() < count && end == null && System.currentTimeMillis() < until) {
            wait(100);
        }
        assertNull(end, () -> told + ", then " + end);
        assertEquals(count, told.size(), told::toString);
        return List.copyOf(told);
    }

    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** The cursor of the last change. */
    public synchronized String cursor() {
        return cursors.get(cursors.size() - 1);
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    /** The problem with which it ended. */
    public synchronized ApiException.Problem awaitEnd() throws InterruptedException {
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
    public synchronized void onNext(Row row) {
        var fields = new Row.Fetcher();
        told.add(value(fields, row, "kind") + " " + value(fields, row, "id"));
        cursors.add(value(fields, row, "cursor"));
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

    private static String value(Row.Fetcher fields, Row row, String name) {
        var field = graphql.schema.GraphQLFieldDefinition.newFieldDefinition()
                .name(name)
                .type(graphql.Scalars.GraphQLString)
                .build();
        return (String) fields.get(field, row, () -> null);
    }
}
