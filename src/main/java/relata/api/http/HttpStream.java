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

/** Answers a request with a stream of results. */
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

    /** Starts the response. */
    static HttpStream open(StreamType type, RoutingContext context, Results results, long keepAliveMillis) {
        context.response()
                .setChunked(true)
                .putHeader("Content-Type", type.contentType())
                .putHeader("Cache-Control", "no-store")
                // proxies that buffer responses would hold the results back
                .putHeader("X-Accel-Buffering", "no")
                .write(type.begin());
        return new HttpStream(type, context, results, keepAliveMillis);
    }

    /** Runs something once the stream is complete, or the client has gone. */
    void onEnd(Runnable end) {
        context.addEndHandler(unused -> {
            context.vertx().cancelTimer(timer);
            end.run();
        });
    }

    /** Ends the stream before the operation, so that the client reconnects. */
    void breakOff() {
        context.vertx().cancelTimer(timer);
        if (response.closed() || response.ended()) {
            return;
        }
        if (type == StreamType.PARTS) {
            // its clients take any end for the end of the operation
            error(new StoppingException().result().getErrors());
        } else {
            // without the final event
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
                // only once: it would be called whenever there is room again
                response.drainHandler(null);
                next.run();
            });
        } else {
            next.run();
        }
    }

    /** Keeps proxies from closing the connection, and closes it if the client has read nothing since the last time. */
    private void keepAlive() {
        boolean full = response.writeQueueFull();
        if (full && stuck) {
            // a normal close would wait until the client has read all that was sent
            ((ConnectionBase) context.request().connection())
                    .channelHandlerContext()
                    .close();
        } else if (!full && !response.closed()) {
            response.write(type.keepAlive());
        }
        stuck = full;
    }
}
