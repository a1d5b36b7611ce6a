package relata.api.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import relata.api.ErrorCode;
import relata.api.HttpSettings;
import relata.api.message.HttpRefusal;
import relata.api.message.RefusedException;
import relata.api.message.StoppingException;
import relata.api.operation.Operations;

/** Answers requests that were refused, or that failed on the way. */
@Singleton
class HttpFailures {
    private final Operations operations;
    private final AnswerWriter writer;
    private final HttpSettings settings;

    HttpFailures(Operations operations, AnswerWriter writer, HttpSettings settings) {
        this.operations = operations;
        this.writer = writer;
        this.settings = settings;
    }

    void answer(RoutingContext context) {
        var failure = context.failure();
        if (failure instanceof HttpClosedException || failure instanceof StreamResetException) {
            // the client disconnected while sending: there is nobody to answer
            return;
        }
        if (failure instanceof StoppingException) {
            context.response().putHeader("Connection", "close");
        }
        if (failure instanceof RefusedException refused) {
            refuse(context, status(refused), refused);
        } else if (failure instanceof HttpRefusal refusal) {
            if (refusal.allow != null) {
                context.response().putHeader("Allow", refusal.allow);
            }
            refuse(context, refusal.status, RefusedException.badRequest(refusal.getMessage()));
        } else if (context.statusCode() < 500) {
            refuse(context, context.statusCode(), refusal(context.statusCode()));
        } else {
            writer.write(context, 500, operations.failed(failure)).send(context);
        }
    }

    /** For a request that was refused before it was known to be an operation. */
    private static int status(RefusedException refused) {
        if (refused.isPassing()) {
            return 503;
        }
        return refused.is(ErrorCode.UNAUTHENTICATED) ? 401 : 400;
    }

    /** A refusal by the HTTP server itself. */
    private RefusedException refusal(int status) {
        if (status == 413) {
            long limit = settings.bodyLimit().asLongValue();
            var message = "The body is larger than %d bytes.".formatted(limit);
            return RefusedException.limitExceeded("relata.http.body-limit", limit, message);
        }
        if (status == 408) {
            String limit = settings.readTimeout().toSeconds() + " s";
            var message = "The body did not arrive within %s.".formatted(limit);
            return RefusedException.limitExceeded("relata.http.read-timeout", limit, message);
        }
        return RefusedException.badRequest("The HTTP request cannot be read.");
    }

    private void refuse(RoutingContext context, int status, RefusedException refused) {
        if (status == 503) {
            context.response().putHeader("Retry-After", "1");
        }
        if (status == 408) {
            // the rest of the body is not awaited
            context.addEndHandler(unused -> context.request().connection().close());
        }
        writer.write(context, status, refused.result()).send(context);
    }
}
