package relata.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import relata.api.Operations.Prepared;

/** GraphQL over SSE: a request whose answer is a stream of events, which ends with the operation or the connection. */
@ApplicationScoped
class EventStreams {
    private final Operations operations;
    private final Workers workers;
    private final long keepAliveMillis;

    EventStreams(Operations operations, Workers workers, SocketSettings settings) {
        this.operations = operations;
        this.workers = workers;
        this.keepAliveMillis = settings.keepAlive().toMillis();
    }

    /** Reads a request and answers it; what is no request fails the context. */
    void answer(RoutingContext context, Supplier<Request> reading) {
        workers.run(() -> prepare(context, reading.get()))
                .onSuccess(operation -> open(context, operation))
                .onFailure(context::fail);
    }

    private Callable<Prepared> prepare(RoutingContext context, Request request) {
        try {
            var prepared = operations.prepare(request);
            CrossSite.check(context, prepared);
            return () -> prepared;
        } catch (RefusedException e) {
            // told by an event, as the protocol wants it
            return () -> {
                throw e;
            };
        }
    }

    private void open(RoutingContext context, Callable<Prepared> operation) {
        if (context.response().closed()) {
            return;
        }
        var events = EventStream.open(context, keepAliveMillis);
        var results = ResultStream.start(context.vertx().getOrCreateContext(), operations, workers, operation, events);
        events.onClose(results::cancel);
    }
}
