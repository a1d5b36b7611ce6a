package relata.api.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import relata.api.Caller;
import relata.api.Deadline;
import relata.api.message.Results;
import relata.api.operation.Operations;
import relata.api.operation.Prepared;
import relata.api.operation.ResultStream;
import relata.api.role.Authenticator;
import relata.api.socket.SocketSettings;
import relata.api.work.GracefulShutdown;
import relata.api.work.Workers;

/** Requests answered by a stream of results, which ends with the operation or the connection. */
@Singleton
class HttpStreams {
    private final Operations operations;
    private final Workers workers;
    private final Results results;
    private final GracefulShutdown shutdown;
    private final long keepAliveMillis;

    HttpStreams(
            Operations operations,
            Workers workers,
            Results results,
            GracefulShutdown shutdown,
            SocketSettings settings) {
        this.results = results;
        this.shutdown = shutdown;
        this.operations = operations;
        this.workers = workers;
        this.keepAliveMillis = settings.keepAlive().toMillis();
    }

    /** Streams the results of an operation, or the error if it was refused. */
    void open(StreamType type, RoutingContext context, Deadline deadline, Caller caller, Callable<Prepared> operation) {
        if (context.response().closed()) {
            return;
        }
        var answer = HttpStream.open(type, context, results, keepAliveMillis);
        var loop = context.vertx().getOrCreateContext();
        var stream = ResultStream.start(loop, operations, workers, deadline, operation, answer);
        var stopWaiting = caller.onExpiry(context.vertx(), () -> {
            stream.cancel();
            answer.error(Authenticator.expired().result().getErrors());
        });
        Runnable goodbye = () -> loop.runOnContext(unused -> answer.breakOff());
        shutdown.add(goodbye);
        answer.onEnd(() -> {
            shutdown.remove(goodbye);
            stopWaiting.run();
            stream.cancel();
        });
    }
}
