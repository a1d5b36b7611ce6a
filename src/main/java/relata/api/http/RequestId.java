package relata.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Gives each request an id, that of its X-Request-Id where it has one, which is logged with all that it does. */
@Singleton
class RequestId {
    static final String HEADER = "X-Request-Id";

    /** What can do no harm in a log or a header. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final int BEFORE_ALL = 1_000_000;

    void filter(@Observes Filters filters) {
        filters.register(RequestId::give, BEFORE_ALL);
    }

    private static void give(RoutingContext context) {
        String told = context.request().getHeader(HEADER);
        String id = told != null && SANE.matcher(told).matches() ? told : draw();
        // it goes where the request goes: to worker threads, too
        MDC.put("requestId", id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    /** It has to be unlike others, but nothing depends on whether somebody can guess it. */
    private static String draw() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
