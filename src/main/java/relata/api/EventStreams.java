package relata.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import relata.api.Operations.Prepared;
import relata.api.Workers.Rest;

/** GraphQL over SSE: a request whose answer is a stream of events, which ends with the operation or the connection. */
@ApplicationScoped
class EventStreams {
    private final Operations operations;
    private final Callers callers;
    private final Workers workers;
    private final Results results;
    private final Farewell farewell;
    private final long keepAliveMillis;

    EventStreams(
            Operations operations,
            Callers callers,
            Workers workers,
            Results results,
            Farewell farewell,
            SocketSettings settings) {
        this.results = results;
        this.farewell = farewell;
        this.operations = operations;
        this.callers = callers;
        this.workers = workers;
        this.keepAliveMillis = settings.keepAlive().toMillis();
    }

    /** Reads a request and answers it; what is no request fails the context. */
    void answer(RoutingContext context, Supplier<Request> reading) {
        var deadline = workers.begin();
        // called where the connection was closed, too
        context.addEndHandler(unused -> deadline.cancel());
        workers.run(deadline, () -> Rest.none(prepare(context, callers.sender(context), reading.get())))
                .onSuccess(asked -> open(context, deadline, asked))
                .onFailure(context::fail);
    }

    private record Asked(Caller caller, Callable<Prepared> operation) {}

    private Asked prepare(RoutingContext context, Caller caller, Request request) {
        try {
            var prepared = operations.prepare(request, caller);
            CrossSite.check(context, prepared);
            return new Asked(caller, () -> prepared);
        } catch (RefusedException e) {
            // told by an event, as the protocol wants it
            return new Asked(caller, () -> {
                throw e;
            });
        }
    }

    private void open(RoutingContext context, Deadline deadline, Asked asked) {
        if (context.response().closed()) {
            return;
        }
        var events = EventStream.open(context, results, keepAliveMillis);
        var loop = context.vertx().getOrCreateContext();
        var stream = ResultStream.start(loop, operations, workers, deadline, asked.operation, events);
        var stopWaiting = asked.caller.onExpiry(context.vertx(), () -> {
            stream.cancel();
            events.error(Callers.expired().result().getErrors());
        });
        Runnable goodbye = () -> loop.runOnContext(unused -> events.breakOff());
        farewell.add(goodbye);
        events.onEnd(() -> {
            farewell.remove(goodbye);
            stopWaiting.run();
            stream.cancel();
        });
    }
}
