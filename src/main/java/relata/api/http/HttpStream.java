package relata.api.http;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import relata.api.message.Results;
import relata.api.message.StoppingException;
import relata.api.operation.ResultSink;

/** Answers a request by any number of results. */
final class HttpStream implements ResultSink {
    private final StreamType type;
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Results results;
    private final long timer;
    private boolean stuck;

    private HttpStream(StreamType type, RoutingContext context, Results results, long keepAliveMillis) {
        this.type = type;
        this.context = context;
        this.results = results;
        this.response = context.response();
        timer = context.vertx().setPeriodic(keepAliveMillis, unused -> keepAlive());
    }

    /** Begins to answer. */
    static HttpStream open(StreamType type, RoutingContext context, Results results, long keepAliveMillis) {
        context.response()
                .setChunked(true)
                .putHeader("Content-Type", type.contentType())
                .putHeader("Cache-Control", "no-store")
                // proxies that gather answers would keep the results for themselves
                .putHeader("X-Accel-Buffering", "no")
                .write(type.begin());
        return new HttpStream(type, context, results, keepAliveMillis);
    }

    /** Ends what it is about once it is complete, or the client is gone. */
    void onEnd(Runnable end) {
        context.addEndHandler(unused -> {
            context.vertx().cancelTimer(timer);
            end.run();
        });
    }

    /** Ends before the operation does, so that the client asks again. */
    void breakOff() {
        context.vertx().cancelTimer(timer);
        if (response.closed() || response.ended()) {
            return;
        }
        if (type == StreamType.PARTS) {
            // for its clients any end is that of the operation
            error(new StoppingException().result().getErrors());
        } else {
            // without its last event
            response.end();
        }
    }

    @Override
    public Runnable encode(ExecutionResult result) {
        var message = type.next(results.of(result));
        return () -> send(message);
    }

    private void send(Buffer message) {
        if (!response.closed()) {
            response.write(message);
        }
    }

    @Override
    public void error(List<GraphQLError> errors) {
        send(type.error(results.of(errors)));
        complete();
    }

    @Override
    public void complete() {
        if (!response.closed()) {
            response.end(type.end());
        }
    }

    @Override
    public void whenReady(Runnable next) {
        if (response.writeQueueFull()) {
            response.drainHandler(unused -> {
                // once: it would be called each time that there is room again
                response.drainHandler(null);
                next.run();
            });
        } else {
            next.run();
        }
    }

    /** Keeps proxies from closing the connection, and closes it where the client has not read anything since. */
    private void keepAlive() {
        boolean full = response.writeQueueFull();
        if (full && stuck) {
            // by the connection itself it would be closed only once all is sent that it has not read
            ((ConnectionBase) context.request().connection())
                    .channelHandlerContext()
                    .close();
        } else if (!full && !response.closed()) {
            response.write(type.keepAlive());
        }
        stuck = full;
    }
}
