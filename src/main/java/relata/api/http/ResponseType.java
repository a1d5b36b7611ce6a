package relata.api.http;

import graphql.ExecutionResult;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import relata.api.ErrorCode;
import relata.api.message.Errors;

/** The two media types of a response, and their status codes: section 6 of GraphQL over HTTP. */
enum ResponseType {
    /** Its status tells whether the operation was executed. */
    GRAPHQL_RESPONSE("graphql-response+json"),
    /** Its status is 200 for every well-formed request, for older clients. */
    JSON("json");

    private final MediaType type;
    private final CharSequence contentType;

    ResponseType(String subtype) {
        this.type = new MediaType("application", subtype);
        contentType = HttpHeaders.createOptimized(type + "; charset=utf-8");
    }

    CharSequence contentType() {
        return contentType;
    }

    /** Sets this as the type of the request's response. */
    void keep(RoutingContext context) {
        context.put(ResponseType.class.getName(), this);
    }

    /** The type that was set; JSON if none was, since nothing of the request could be read. */
    static ResponseType of(RoutingContext context) {
        return context.get(ResponseType.class.getName(), JSON);
    }

    /** The type that a client prefers; empty if it accepts neither. */
    static Optional<ResponseType> of(List<MIMEHeader> accept) {
        float graphql = GRAPHQL_RESPONSE.type.quality(accept);
        float json = JSON.type.quality(accept);
        if (graphql <= 0 && json <= 0) {
            return Optional.empty();
        }
        boolean preferred = graphql > json || (graphql == json && GRAPHQL_RESPONSE.type.isNamedIn(accept));
        return Optional.of(preferred ? GRAPHQL_RESPONSE : JSON);
    }

    /** Whether one of the two is named itself, not just matched by a wildcard. */
    static boolean isAnyNamedIn(List<MIMEHeader> accept) {
        return JSON.type.isNamedIn(accept) || GRAPHQL_RESPONSE.type.isNamedIn(accept);
    }

    /** The status code of a response; 503 for UNAVAILABLE is for load balancers. */
    int status(ExecutionResult result) {
        if (Errors.has(result.getErrors(), ErrorCode.BAD_REQUEST)) {
            return 400;
        }
        // Apollo's persisted queries are older than application/graphql-response+json
        if (this == JSON
                || Errors.has(result.getErrors(), ErrorCode.PERSISTED_QUERY_NOT_FOUND)
                || Errors.has(result.getErrors(), ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED)) {
            return 200;
        }
        if (Errors.has(result.getErrors(), ErrorCode.UNAVAILABLE)) {
            return 503;
        }
        return result.isDataPresent() ? 200 : 400;
    }
}
