package relata.api.operation;

import graphql.ExecutionResult;
import io.vertx.core.Context;
import java.util.concurrent.Callable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import relata.api.Deadline;
import relata.api.message.RefusedException;
import relata.api.work.Workers;
import relata.api.work.Workers.Rest;

/**
 * Runs one operation and passes its results on, one at a time, as its sink takes them: the one result of a query or
 * mutation, or each result of a subscription. Worker threads do the work; the sink is called on the event loop.
 */
public final class ResultStream implements Subscriber<ExecutionResult> {
    private final Context context;
    private final Operations operations;
    private final Deadline deadline;
    private final ResultSink sink;

    // set before there are results
    private Subscriptions.Begun subscribed;

    // used on the event loop only
    private Subscription subscription;
    private boolean ended;
    private boolean counted;

    private ResultStream(Context context, Operations operations, Deadline deadline, ResultSink sink) {
        this.context = context;
        this.operations = operations;
        this.deadline = deadline;
        this.sink = sink;
    }

    /** Starts an operation. Like {@link #cancel}, this must be called on the event loop of the sink. */
    public static ResultStream start(
            Context context,
            Operations operations,
            Workers workers,
            Deadline deadline,
            Callable<Prepared> preparing,
            ResultSink sink) {
        var stream = new ResultStream(context, operations, deadline, sink);
        workers.run(deadline, () -> stream.rest(preparing.call())).onFailure(stream::onError);
        return stream;
    }

    private Rest<Void> rest(Prepared prepared) {
        return new Rest<>(prepared.isHeavy(), () -> run(prepared));
    }

    private Void run(Prepared prepared) {
        var result = operations.run(prepared);
        if (result.getData() instanceof Subscriptions.Begun begun) {
            subscribe(begun);
        } else if (result.isDataPresent()) {
            onNext(result);
            onComplete();
        } else {
            end(() -> sink.error(result.getErrors()));
        }
        return null;
    }

    private void subscribe(Subscriptions.Begun begun) {
        context.runOnContext(unused -> enter());
        subscribed = begun;
        begun.results().subscribe(this);
    }

    /** Cancels the operation: nobody wants the rest. */
    public void cancel() {
        leave();
        deadline.cancel();
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void leave() {
        if (counted) {
            counted = false;
            operations.observation().subscription(-1);
        }
        ended = true;
    }

    private void enter() {
        if (!ended) {
            counted = true;
            operations.observation().subscription(1);
        }
    }

    @Override
    public void onSubscribe(Subscription given) {
        context.runOnContext(unused -> {
            subscription = given;
            if (ended) {
                given.cancel();
            } else {
                given.request(1);
            }
        });
    }

    @Override
    public void onNext(ExecutionResult result) {
        var sending = sink.encode(result);
        context.runOnContext(unused -> {
            if (!ended) {
                sending.run();
                sink.whenReady(this::requestNext);
            }
        });
    }

    private void requestNext() {
        if (!ended && subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        var errors = result(failure).getErrors();
        end(() -> sink.error(errors));
    }

    private ExecutionResult result(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.result();
        }
        return operations.failed(subscribed == null ? failure : subscribed.failure(failure));
    }

    @Override
    public void onComplete() {
        end(sink::complete);
    }

    private void end(Runnable telling) {
        context.runOnContext(unused -> {
            if (!ended) {
                leave();
                telling.run();
            }
        });
    }
}
