package relata.api;

import graphql.ExecutionResult;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;
import relata.api.Answers.Answer;
import relata.api.Workers.Rest;

/**
 * GraphQL over HTTP, after its specification: POST for all operations, GET for queries. Reading, running and writing
 * are done by worker threads; the event loop only moves bytes.
 */
@ApplicationScoped
class HttpEndpoint {
    private static final String PATH = "/graphql";

    private final Operations operations;
    private final Callers callers;
    private final RequestReader reader;
    private final Answers answers;
    private final Explanation explanation;
    private final Sockets sockets;
    private final EventStreams eventStreams;
    private final Workers workers;
    private final HttpFailures failures;
    private final Farewell farewell;
    private final long bodyLimit;
    private final long readMillis;

    HttpEndpoint(
            Operations operations,
            Callers callers,
            RequestReader reader,
            Answers answers,
            Explanation explanation,
            Sockets sockets,
            EventStreams eventStreams,
            Workers workers,
            HttpFailures failures,
            Farewell farewell,
            HttpSettings settings) {
        this.operations = operations;
        this.callers = callers;
        this.explanation = explanation;
        this.reader = reader;
        this.answers = answers;
        this.sockets = sockets;
        this.eventStreams = eventStreams;
        this.workers = workers;
        this.failures = failures;
        this.farewell = farewell;
        bodyLimit = settings.bodyLimit().asLongValue();
        readMillis = settings.readTimeout().toMillis();
    }

    void routes(@Observes Router router) {
        router.route(PATH).handler(this::admit).failureHandler(failures::answer);
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
        Admission.check(context).keep(context);
        farewell.refuseWhatIsNew();
        limitReading(context);
        context.next();
    }

    /** Who sends a byte now and then keeps a connection busy, but not for ever. */
    private void limitReading(RoutingContext context) {
        long timer = context.vertx().setTimer(readMillis, unused -> {
            if (!context.request().isEnded()) {
                context.fail(408);
            }
        });
        context.addEndHandler(unused -> context.vertx().cancelTimer(timer));
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
        var deadline = workers.begin();
        // called where the connection was closed, too
        context.addEndHandler(unused -> deadline.cancel());
        workers.run(deadline, () -> prepare(context, reading))
                .onSuccess(answer -> answer.send(context))
                .onFailure(context::fail);
    }

    private Rest<Answer> prepare(RoutingContext context, Supplier<Request> reading) {
        // what is no request, or nobody's, fails the context
        var caller = callers.sender(context);
        var request = reading.get();
        try {
            var prepared = operations.prepare(request, caller);
            CrossSite.check(context, prepared);
            if (prepared.isSubscription()) {
                throw RefusedException.badRequest("A subscription has many answers: send it over a WebSocket, or with "
                        + "Accept: text/event-stream.");
            }
            return new Rest<>(
                    prepared.isHeavy(), () -> answer(context, explanation.of(context, () -> operations.run(prepared))));
        } catch (RefusedException e) {
            return new Rest<>(false, () -> answer(context, e.result()));
        }
    }

    private Answer answer(RoutingContext context, ExecutionResult result) {
        return answers.write(context, ResponseType.of(context).status(result), result);
    }
}
