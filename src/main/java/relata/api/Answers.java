package relata.api;

import graphql.ExecutionResult;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import relata.api.AnswerWriter.Answer;
import relata.api.Workers.Rest;

/** GraphQL over HTTP: a request whose answer is one JSON text. */
@ApplicationScoped
class Answers {
    private final Operations operations;
    private final Callers callers;
    private final Workers workers;
    private final Explanation explanation;
    private final AnswerWriter writer;

    Answers(Operations operations, Callers callers, Workers workers, Explanation explanation, AnswerWriter writer) {
        this.operations = operations;
        this.callers = callers;
        this.workers = workers;
        this.explanation = explanation;
        this.writer = writer;
    }

    /** Reads a request and answers it; what is no request, or nobody's, fails the context. */
    void answer(RoutingContext context, Supplier<Request> reading) {
        var deadline = workers.begin();
        // called where the connection was closed, too
        context.addEndHandler(unused -> deadline.cancel());
        workers.run(deadline, () -> prepare(context, callers.sender(context), reading.get()))
                .onSuccess(answer -> answer.send(context))
                .onFailure(context::fail);
    }

    private Rest<Answer> prepare(RoutingContext context, Caller caller, Request request) {
        try {
            var prepared = operations.prepare(request, caller);
            CrossSite.check(context, prepared);
            if (prepared.isSubscription()) {
                throw RefusedException.badRequest("A subscription has many answers: send it over a WebSocket, or with "
                        + "Accept: text/event-stream.");
            }
            return new Rest<>(
                    prepared.isHeavy(), () -> write(context, explanation.of(context, () -> operations.run(prepared))));
        } catch (RefusedException e) {
            return new Rest<>(false, () -> write(context, e.result()));
        }
    }

    private Answer write(RoutingContext context, ExecutionResult result) {
        return writer.write(context, ResponseType.of(context).status(result), result);
    }
}
