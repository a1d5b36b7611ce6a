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
    private final Callers callers;
    private final Workers workers;
    private final long keepAliveMillis;

    EventStreams(Operations operations, Callers callers, Workers workers, SocketSettings settings) {
        this.callers = callers;
        this.operations = operations;
        this.workers = workers;
        this.keepAliveMillis = settings.keepAlive().toMillis();
    }

    /** Reads a request and answers it; what is no request fails the context. */
    void answer(RoutingContext context, Supplier<Request> reading) {
        workers.run(() -> callers.of(context.request().getHeader("Authorization")))
                .compose(caller -> workers.run(() -> prepare(context, reading.get(), caller))
                        .onSuccess(operation -> open(context, operation, caller)))
                .onFailure(context::fail);
    }

    private Callable<Prepared> prepare(RoutingContext context, Request request, Caller caller) {
        try {
            var prepared = operations.prepare(request, caller);
            CrossSite.check(context, prepared);
            return () -> prepared;
        } catch (RefusedException e) {
            // told by an event, as the protocol wants it
            return () -> {
                throw e;
            };
        }
    }

    private void open(RoutingContext context, Callable<Prepared> operation, Caller caller) {
        if (context.response().closed()) {
            return;
        }
        var events = EventStream.open(context, keepAliveMillis);
        var results = ResultStream.start(context.vertx().getOrCreateContext(), operations, workers, operation, events);
        var expiry = caller.onExpiry(context.vertx(), () -> {
            results.cancel();
            events.error(Callers.expired().result().getErrors());
        });
        events.onClose(() -> {
            expiry.run();
            results.cancel();
        });
    }
}
