package relata.api.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import relata.api.message.HttpRefusal;
import relata.api.operation.Prepared;

/**
 * Tells a GET that a program meant from one that any page can make a browser send: by a link, a form, an image, a
 * script. The browser sends those with what it knows of its user, and asks nobody first.
 */
final class CrossSite {
    /** A page can send these to another site only once that site has agreed. */
    private static final List<String> PREFLIGHT_HEADERS =
            List.of("GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name");

    /** What `fetch` says by itself: an answer of another site stays hidden from the page unless that site agrees. */
    private static final Set<String> FETCHED = Set.of("cors", "same-origin");

    private static final String HELP = "Any page can make a browser send this GET. Add one of the headers %s, "
                    .formatted(String.join(", ", PREFLIGHT_HEADERS))
            + "or let Sec-Fetch-Mode be cors or same-origin. What is no browser and sends no Sec-Fetch-Mode may "
            + "instead "
            + "name application/json, application/graphql-response+json or text/event-stream in Accept.";

    private CrossSite() {}

    /** @throws HttpRefusal where a GET changes something, or may not be meant */
    static void check(RoutingContext context, Prepared prepared) {
        if (context.request().method() != HttpMethod.GET) {
            return;
        }
        if (prepared.isMutation()) {
            throw HttpRefusal.methodNotAllowed("POST", "Mutations have to be sent by POST.");
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
        // no page can change what the browser says here, but any can choose what Accept says
        String mode = headers.get("Sec-Fetch-Mode");
        if (mode != null) {
            return FETCHED.contains(mode);
        }
        var accept = context.parsedHeaders().accept();
        return ResponseType.isAnyNamedIn(accept) || StreamType.EVENTS.isNamedIn(accept);
    }
}
