package relata.api.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import relata.api.message.HttpRefusal;

/** Checks the headers of a request before its content is read. */
final class ContentNegotiation {
    private ContentNegotiation() {}

    /**
     * Finds the type of the response; of a stream, the type of a refusal.
     *
     * @throws HttpRefusal 405 for another method, 406 if none of our types is accepted, 415 for a body that is not JSON
     */
    static ResponseType check(RoutingContext context) {
        var method = context.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.POST) {
            var message = "Send GraphQL requests by POST; queries can also be sent by GET.";
            throw HttpRefusal.methodNotAllowed("GET, POST", message);
        }
        var type = ResponseType.of(context.parsedHeaders().accept());
        if (type.isEmpty() && StreamType.of(context).isEmpty()) {
            var message = "Responses are available as application/graphql-response+json, application/json, "
                    + StreamType.ALL + ": accept one of them.";
            throw new HttpRefusal(406, message);
        }
        if (method == HttpMethod.POST && !isJson(context)) {
            throw new HttpRefusal(415, "The body must be JSON in UTF-8, with Content-Type: application/json.");
        }
        return type.orElse(ResponseType.JSON);
    }

    private static boolean isJson(RoutingContext context) {
        var type = context.parsedHeaders().contentType();
        String charset = type.parameter("charset");
        return "application".equalsIgnoreCase(type.component())
                && "json".equalsIgnoreCase(type.subComponent())
                && (charset == null || charset.equalsIgnoreCase("utf-8"));
    }
}
