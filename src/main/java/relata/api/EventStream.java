package relata.api;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** Sends results as server-sent events: GraphQL over SSE, in its distinct connections mode. */
final class EventStream implements ResultSink {
    static final MediaType TYPE = new MediaType("text", "event-stream");
    private static final String KEEP_ALIVE = ":\n\n";

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Results results;
    private final long timer;
    private boolean stuck;

    private EventStream(RoutingContext context, Results results, long keepAliveMillis) {
        this.context = context;
        this.results = results;
        this.response = context.response();
        timer = context.vertx().setPeriodic(keepAliveMillis, unused -> keepAlive());
    }

    /** Begins to answer by events. */
    static EventStream open(RoutingContext context, Results results, long keepAliveMillis) {
        context.response()
                .setChunked(true)
                .putHeader("Content-Type", TYPE + "; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // proxies that gather answers would keep the events for themselves
                .putHeader("X-Accel-Buffering", "no")
                .write(KEEP_ALIVE);
        return new EventStream(context, results, keepAliveMillis);
    }

    /** Ends what it is about once it is complete, or the client is gone. */
    void onEnd(Runnable end) {
        context.addEndHandler(unused -> {
            context.vertx().cancelTimer(timer);
            end.run();
        });
    }

    /** Ends before the operation does: without its last event, so that the client asks again. */
    void breakOff() {
        context.vertx().cancelTimer(timer);
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }

    @Override
    public Runnable encode(ExecutionResult result) {
        var event = event(results.of(result));
        return () -> send(event);
    }

    private static Buffer event(Map<String, Object> result) {
        return Buffer.buffer("event: next\ndata: ")
                .appendBytes(Json.write(result))
                .appendString("\n\n");
    }

    private void send(Buffer event) {
        if (!response.closed()) {
            response.write(event);
        }
    }

    /** A browser tells its page nothing of an answer that is no event, so errors are one. */
    @Override
    public void error(List<GraphQLError> errors) {
        send(event(Map.of("errors", results.of(errors))));
        complete();
    }

    @Override
    public void complete() {
        if (!response.closed()) {
            // an event without data would not be dispatched
            response.end("event: complete\ndata:\n\n");
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
            response.write(KEEP_ALIVE);
        }
        stuck = full;
    }
}
