package relata.api.http;

import graphql.ExecutionResult;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import relata.api.Caller;
import relata.api.Deadline;
import relata.api.message.RefusedException;
import relata.api.message.Request;
import relata.api.operation.Freshness;
import relata.api.operation.IdempotencyKey;
import relata.api.operation.Operations;
import relata.api.operation.Preparation;
import relata.api.operation.Prepared;
import relata.api.role.Authenticator;
import relata.api.work.Workers;
import relata.api.work.Workers.Rest;

/** GraphQL over HTTP: a request whose response is one JSON text, or a stream of them. */
@Singleton
class Answers {
    private final Preparation preparation;
    private final Operations operations;
    private final Authenticator authenticator;
    private final Workers workers;
    private final Explanation explanation;
    private final AnswerWriter writer;
    private final HttpStreams streams;

    Answers(
            Preparation preparation,
            Operations operations,
            Authenticator authenticator,
            Workers workers,
            Explanation explanation,
            AnswerWriter writer,
            HttpStreams streams) {
        this.streams = streams;
        this.preparation = preparation;
        this.operations = operations;
        this.authenticator = authenticator;
        this.workers = workers;
        this.explanation = explanation;
        this.writer = writer;
    }

    /** Reads a request and answers it. A request that is malformed or not authenticated fails the context. */
    void answer(RoutingContext context, Supplier<Request> reading) {
        var deadline = workers.begin();
        // also called if the connection was closed
        context.addEndHandler(unused -> deadline.cancel());
        workers.run(
                        deadline,
                        () -> prepare(context, deadline, authenticator.sender(context), request(context, reading)))
                .onSuccess(Runnable::run)
                .onFailure(context::fail);
    }

    private static Request request(RoutingContext context, Supplier<Request> reading) {
        var headers = context.request().headers();
        return reading.get()
                .with(new Request.Headers(
                        headers.getAll(IdempotencyKey.HEADER), headers.getAll(Freshness.AFTER_HEADER)));
    }

    /** What is left to do; its result is run on the event loop. */
    private Rest<Runnable> prepare(RoutingContext context, Deadline deadline, Caller caller, Request request) {
        var preferred = StreamType.preferred(context);
        try {
            var prepared = preparation.prepare(request, caller);
            CrossSite.check(context, prepared);
            var stream = prepared.isSubscription() ? StreamType.of(context) : preferred;
            if (prepared.isSubscription() && stream.isEmpty()) {
                throw RefusedException.badRequest(
                        "A subscription has many responses: send it over a WebSocket, or with Accept: " + StreamType.ALL
                                + ".");
            }
            if (stream.isPresent()) {
                return Rest.none(() -> streams.open(stream.get(), context, deadline, caller, () -> prepared));
            }
            return new Rest<>(prepared.isHeavy(), () -> run(context, prepared));
        } catch (RefusedException e) {
            // as an event if no other type was accepted: GraphQL over SSE requires it
            return preferred.isPresent()
                    ? Rest.none(() -> streams.open(preferred.get(), context, deadline, caller, () -> {
                        throw e;
                    }))
                    : new Rest<>(false, () -> write(context, e.result()));
        }
    }

    private Runnable run(RoutingContext context, Prepared prepared) {
        var result = explanation.isWanted(context)
                ? explanation.of(() -> operations.run(prepared, true))
                : operations.run(prepared, true);
        var told = HeaderExtensions.of(result, prepared.freshness());
        var sending = write(context, told.result());
        return () -> {
            told.headers().forEach(context.response()::putHeader);
            sending.run();
        };
    }

    private Runnable write(RoutingContext context, ExecutionResult result) {
        var answer = writer.write(context, ResponseType.of(context).status(result), result);
        return () -> answer.send(context);
    }
}
