package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.api.ApiException;
import relata.api.Caller;

/** A subscriber that keeps what it is told. */
final class Listener implements Subscriber<ExecutionResult>, AutoCloseable {
    private static final int SECONDS = 20;

    private final List<Map<String, Object>> changes = new ArrayList<>();
    private final long demand;
    private Subscription subscription;
    private Throwable end;

    private Listener(long demand) {
        this.demand = demand;
    }

    /** Asks for changes, as many as there will be. */
    static Listener to(GraphQL graphQL, String document, Map<String, Object> variables) {
        return to(graphQL, document, variables, Long.MAX_VALUE);
    }

    static Listener to(GraphQL graphQL, String document, Map<String, Object> variables, long demand) {
        var listener = new Listener(demand);
        ExecutionResult result = ask(graphQL, document, variables);
        assertEquals(List.of(), result.getErrors());
        result.<Publisher<ExecutionResult>>getData().subscribe(listener);
        return listener;
    }

    static ExecutionResult ask(GraphQL graphQL, String document, Map<String, Object> variables) {
        var all = new Caller(Set.of("EDITOR", "REGISTRAR"), false, null);
        return graphQL.execute(ExecutionInput.newExecutionInput(document)
                .variables(variables)
                .graphQLContext(Map.of(Caller.class, all))
                .build());
    }

    @Override
    public synchronized void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public synchronized void onNext(ExecutionResult result) {
        assertEquals(List.of(), result.getErrors());
        Map<String, Map<String, Object>> data = result.getData();
        changes.add(data.get("changes"));
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable e) {
        end = e;
        notifyAll();
    }

    @Override
    public synchronized void onComplete() {
        end = new AssertionError("a feed has no end");
        notifyAll();
    }

    void request(long n) {
        subscription.request(n);
    }

    /** What was told so far, at least so many. */
    synchronized List<Map<String, Object>> await(int count) throws InterruptedException {
        long until = System.currentTimeMillis() + SECONDS * 1_000;
        while (changes.size() < count) {
            long left = until - System.currentTimeMillis();
            assertTrue(end == null && left > 0, "told only " + changes + ", then " + end);
            wait(left);
        }
        return List.copyOf(changes);
    }

    /** The ids and kinds of at least so many, as in `CREATED Place:1`. */
    List<String> awaitKinds(int count) throws InterruptedException {
        return await(count).stream()
                .map(change -> change.get("kind") + " " + change.get("id"))
                .toList();
    }

    synchronized int count() {
        return changes.size();
    }

    /** The one problem with which the stream ended. */
    synchronized ApiException.Problem awaitEnd() throws InterruptedException {
        long until = System.currentTimeMillis() + SECONDS * 1_000;
        while (end == null) {
            long left = until - System.currentTimeMillis();
            assertTrue(left > 0, "it goes on");
            wait(left);
        }
        if (!(end instanceof ApiException)) {
            throw new AssertionError(end);
        }
        return ((ApiException) end).problems().get(0);
    }

    @Override
    public void close() {
        subscription.cancel();
    }
}
