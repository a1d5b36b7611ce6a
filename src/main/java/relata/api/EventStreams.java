package relata.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import relata.api.Operations.Prepared;

/** GraphQL over SSE: a request whose answer is a stream of events, which ends with the operation or the connection. */
@Singleton
class EventStreams {
    private final Operations operations;
    private final Workers workers;
    private final Results results;
    private final Farewell farewell;
    private final long keepAliveMillis;

    EventStreams(Operations operations, Workers workers, Results results, Farewell farewell, SocketSettings settings) {
        this.results = results;
        this.farewell = farewell;
        this.operations = operations;
        this.workers = workers;
        this.keepAliveMillis = settings.keepAlive().toMillis();
    }

    /** Answers by the results of an operation, which is prepared by then, or is told by an event why it was refused. */
    void open(RoutingContext context, Deadline deadline, Caller caller, Callable<Prepared> operation) {
        if (context.response().closed()) {
            return;
        }
        var events = EventStream.open(context, results, keepAliveMillis);
        var loop = context.vertx().getOrCreateContext();
        var stream = ResultStream.start(loop, operations, workers, deadline, operation, events);
        var stopWaiting = caller.onExpiry(context.vertx(), () -> {
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
