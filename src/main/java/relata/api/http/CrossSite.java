package relata.api.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import relata.api.message.HttpRefusal;
import relata.api.operation.Prepared;

/**
 * Tells an intended GET from one that any page can make a browser send: by a link, a form, an image or a script. The
 * browser sends those with its user's credentials, and without asking.
 */
final class CrossSite {
    /** A page can send these to another site only after a CORS preflight. */
    private static final List<String> PREFLIGHT_HEADERS =
            List.of("GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name");

    /** The modes of `fetch`: a page cannot read the response of another site unless that site agrees. */
    private static final Set<String> FETCHED = Set.of("cors", "same-origin");

    private static final String HELP = "Any page can make a browser send this GET. Add one of the headers %s, "
                    .formatted(String.join(", ", PREFLIGHT_HEADERS))
            + "or send it with Sec-Fetch-Mode: cors or same-origin. A client that is not a browser and sends no "
            + "Sec-Fetch-Mode can instead name application/json, application/graphql-response+json or "
            + "text/event-stream in Accept.";

    private CrossSite() {}

    /** @throws HttpRefusal if a GET changes something, or may not be intended */
    static void check(RoutingContext context, Prepared prepared) {
        if (context.request().method() != HttpMethod.GET) {
            return;
        }
        if (prepared.isMutation()) {
            throw HttpRefusal.methodNotAllowed("POST", "Mutations must be sent by POST.");
        }
        if (!isMeant(context)) {
            throw new HttpRefusal(400, HELP);
        }
    }

    private static boolean isMeant(RoutingContext context) {
        var headers = context.request().headers();
        if (PREFLIGHT_HEADERS.stream().anyMatch(headers::contains)) {
            return true;
        }
        // a page cannot change this header, but can set Accept to anything
        String mode = headers.get("Sec-Fetch-Mode");
        if (mode != null) {
            return FETCHED.contains(mode);
        }
        var accept = context.parsedHeaders().accept();
        return ResponseType.isAnyNamedIn(accept) || StreamType.EVENTS.isNamedIn(accept);
    }
}
