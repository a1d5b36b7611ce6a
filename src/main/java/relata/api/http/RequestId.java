package relata.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Gives each request an id, its X-Request-Id if it has one, which is logged with everything it does. */
@Singleton
class RequestId {
    static final String HEADER = "X-Request-Id";

    /** Harmless in a log or a header. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final int BEFORE_ALL = 1_000_000;

    void filter(@Observes Filters filters) {
        filters.register(RequestId::give, BEFORE_ALL);
    }

    private static void give(RoutingContext context) {
        String told = context.request().getHeader(HEADER);
        String id = told != null && SANE.matcher(told).matches() ? told : draw();
        // the MDC follows the request, to worker threads as well
        MDC.put("requestId", id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    /** It has to be unique, but nothing depends on whether it can be guessed. */
    private static String draw() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
