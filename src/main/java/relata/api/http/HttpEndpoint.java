package relata.api.http;

import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import relata.api.HttpSettings;
import relata.api.message.RequestReader;
import relata.api.socket.Sockets;
import relata.api.work.GracefulShutdown;

/**
 * GraphQL over HTTP, as specified: POST for all operations, GET for queries. Worker threads read, run and write; the
 * event loop only moves bytes.
 */
@Singleton
class HttpEndpoint {
    private static final String PATH = "/graphql";
    /** After the CORS handler, and before Quarkus authenticates: {@code Authenticator} does that here. */
    private static final int ORDER = -(SecurityHandlerPriorities.AUTHENTICATION + 1);

    private final RequestReader reader;
    private final Answers answers;
    private final Sockets sockets;
    private final HttpFailures failures;
    private final GracefulShutdown shutdown;
    private final long bodyLimit;
    private final long readMillis;

    HttpEndpoint(
            RequestReader reader,
            Answers answers,
            Sockets sockets,
            HttpFailures failures,
            GracefulShutdown shutdown,
            HttpSettings settings) {
        this.reader = reader;
        this.answers = answers;
        this.sockets = sockets;
        this.failures = failures;
        this.shutdown = shutdown;
        bodyLimit = settings.bodyLimit().asLongValue();
        readMillis = settings.readTimeout().toMillis();
    }

    void routes(@Observes Router router) {
        router.route(PATH).order(ORDER).handler(this::admit).failureHandler(failures::answer);
        router.get(PATH).order(ORDER).handler(this::get);
        router.post(PATH)
                .order(ORDER)
                .handler(BodyHandler.create(false).setBodyLimit(bodyLimit))
                .handler(this::post);
    }

    private void admit(RoutingContext context) {
        if (Sockets.isUpgrade(context)) {
            sockets.open(context);
            return;
        }
        ContentNegotiation.check(context).keep(context);
        shutdown.refuseNewRequests();
        limitReading(context);
        context.next();
    }

    /** Sending a byte now and then keeps a connection from idling, but not forever. Most requests arrive at once. */
    private void limitReading(RoutingContext context) {
        context.vertx().runOnContext(unused -> {
            if (!context.request().isEnded() && !context.response().ended()) {
                startTimer(context);
            }
        });
    }

    private void startTimer(RoutingContext context) {
        long timer = context.vertx().setTimer(readMillis, unused -> {
            if (!context.request().isEnded()) {
                context.fail(408);
            }
        });
        context.addEndHandler(unused -> context.vertx().cancelTimer(timer));
    }

    private void get(RoutingContext context) {
        answers.answer(context, () -> reader.readQueryString(context.request().query()));
    }

    private void post(RoutingContext context) {
        var body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        answers.answer(context, () -> reader.readBody(bytes));
    }
}
