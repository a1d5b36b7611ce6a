package relata.api;

import graphql.ExecutionResult;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** GraphQL over SSE: a request whose answer is a stream of events, which ends with the operation or the connection. */
@ApplicationScoped
class EventStreams {
    private final Operations operations;
    private final Farewell farewell;
    private final long keepAliveMillis;

    EventStreams(Operations operations, Farewell farewell, SocketSettings settings) {
        this.farewell = farewell;
        this.operations = operations;
        this.keepAliveMillis = settings.keepAlive().toMillis();
    }

    /** Reads a request and answers it; what is no request fails the context. */
    void answer(RoutingContext context, Supplier<Request> reading) {
        context.vertx()
                .executeBlocking(() -> prepare(context, reading.get()), false)
                .onSuccess(operation -> open(context, operation))
                .onFailure(context::fail);
    }

    private Callable<ExecutionResult> prepare(RoutingContext context, Request request) {
        try {
            var prepared = operations.prepare(request);
            CrossSite.check(context, prepared);
            return () -> operations.run(prepared);
        } catch (RefusedException e) {
            // told by an event, as the protocol wants it
            return e::result;
        }
    }

    private void open(RoutingContext context, Callable<ExecutionResult> operation) {
        if (context.response().closed()) {
            return;
        }
        var events = EventStream.open(context, keepAliveMillis);
        var loop = context.vertx().getOrCreateContext();
        var results = ResultStream.start(loop, operations, operation, events);
        Runnable goodbye = () -> loop.runOnContext(unused -> events.breakOff());
        farewell.add(goodbye);
        context.addEndHandler(unused -> farewell.remove(goodbye));
        events.onClose(results::cancel);
    }
}
