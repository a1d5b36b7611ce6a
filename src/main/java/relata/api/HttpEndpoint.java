package relata.api;

import graphql.ExecutionResult;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;
import relata.api.Answers.Answer;

/**
 * GraphQL over HTTP, after its specification: POST for all operations, GET for queries. Reading, running and writing
 * are done by worker threads; the event loop only moves bytes.
 */
@ApplicationScoped
class HttpEndpoint {
    private static final String PATH = "/graphql";
    private static final String TYPE = ResponseType.class.getName();

    private final Operations operations;
    private final RequestReader reader;
    private final Answers answers;
    private final Explanation explanation;
    private final Sockets sockets;
    private final EventStreams eventStreams;
    private final long bodyLimit;

    HttpEndpoint(
            Operations operations,
            RequestReader reader,
            Answers answers,
            Explanation explanation,
            Sockets sockets,
            EventStreams eventStreams,
            HttpSettings settings) {
        this.operations = operations;
        this.explanation = explanation;
        this.reader = reader;
        this.answers = answers;
        this.sockets = sockets;
        this.eventStreams = eventStreams;
        bodyLimit = settings.bodyLimit().asLongValue();
    }

    void routes(@Observes Router router) {
        router.route(PATH).handler(this::admit).failureHandler(this::fail);
        router.get(PATH).handler(this::get);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(bodyLimit))
                .handler(this::post);
    }

    private void admit(RoutingContext context) {
        if (Sockets.isUpgrade(context)) {
            sockets.open(context);
            return;
        }
        context.put(TYPE, Admission.check(context));
        context.next();
    }

    private void get(RoutingContext context) {
        answer(context, () -> reader.readQueryString(context.request().query()));
    }

    private void post(RoutingContext context) {
        var body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        answer(context, () -> reader.readBody(bytes));
    }

    private void answer(RoutingContext context, Supplier<Request> reading) {
        if (EventStream.isWanted(context)) {
            eventStreams.answer(context, reading);
            return;
        }
        context.vertx()
                .executeBlocking(() -> answerNow(context, reading), false)
                .onSuccess(answer -> answer.send(context))
                .onFailure(context::fail);
    }

    private Answer answerNow(RoutingContext context, Supplier<Request> reading) {
        Request request;
        try {
            request = reading.get();
        } catch (RefusedException e) {
            operations.observation().failed(e.result().getErrors());
            return answer(context, 400, e.result());
        }
        ExecutionResult result;
        try {
            var prepared = operations.prepare(request);
            CrossSite.check(context, prepared);
            if (prepared.isSubscription()) {
                throw RefusedException.badRequest("A subscription has many answers: send it over a WebSocket, or with "
                        + "Accept: text/event-stream.");
            }
            result = explanation.of(context, () -> operations.run(prepared));
        } catch (RefusedException e) {
            result = e.result();
        }
        return answer(context, type(context).status(result), result);
    }

    private void fail(RoutingContext context) {
        var failure = context.failure();
        if (failure instanceof HttpClosedException) {
            // the client went away while it was still sending: there is nobody to tell
            return;
        }
        if (failure instanceof RefusedException refused) {
            refuse(context, 400, refused);
        } else if (failure instanceof HttpRefusal refusal) {
            if (refusal.allow != null) {
                context.response().putHeader("Allow", refusal.allow);
            }
            refuse(context, refusal.status, RefusedException.badRequest(refusal.getMessage()));
        } else if (context.statusCode() == 413) {
            var message = "The body is larger than %d bytes.".formatted(bodyLimit);
            refuse(context, 413, RefusedException.limitExceeded("relata.http.body-limit", bodyLimit, message));
        } else if (context.statusCode() < 500) {
            refuse(context, context.statusCode(), RefusedException.badRequest("This is no HTTP that can be read."));
        } else {
            answer(context, 500, operations.failed(failure)).send(context);
        }
    }

    private void refuse(RoutingContext context, int status, RefusedException refused) {
        operations.observation().failed(refused.result().getErrors());
        answer(context, status, refused.result()).send(context);
    }

    private Answer answer(RoutingContext context, int status, ExecutionResult result) {
        return answers.write(context, status, result, type(context));
    }

    private static ResponseType type(RoutingContext context) {
        return context.get(TYPE, ResponseType.JSON);
    }
}
