package relata.api;

import graphql.ExecutionResult;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The two media types of an answer, and the status that each wants: section 6 of GraphQL over HTTP. */
enum ResponseType {
    /** Its status tells whether the operation was executed. */
    GRAPHQL_RESPONSE("graphql-response+json"),
    /** Its status is 200 for every well-formed request, for older clients. */
    JSON("json");

    private final String subtype;

    ResponseType(String subtype) {
        this.subtype = subtype;
    }

    String contentType() {
        return "application/" + subtype + "; charset=utf-8";
    }

    /** Keeps it as the type of the request's answer. */
    void keep(RoutingContext context) {
        context.put(ResponseType.class.getName(), this);
    }

    /** The type that was kept; JSON where nothing was, since nothing of the request could be read. */
    static ResponseType of(RoutingContext context) {
        return context.get(ResponseType.class.getName(), JSON);
    }

    /** The type that a client takes most gladly; nothing where it takes neither. */
    static Optional<ResponseType> of(List<MIMEHeader> accept) {
        if (accept.isEmpty()) {
            return Optional.of(JSON);
        }
        float graphql = GRAPHQL_RESPONSE.quality(accept);
        float json = JSON.quality(accept);
        if (graphql <= 0 && json <= 0) {
            return Optional.empty();
        }
        boolean preferred = graphql > json || (graphql == json && GRAPHQL_RESPONSE.isNamedIn(accept));
        return Optional.of(preferred ? GRAPHQL_RESPONSE : JSON);
    }

    /** Whether it stands there itself, not just as a wildcard. */
    boolean isNamedIn(List<MIMEHeader> accept) {
        return accept.stream()
                .filter(range -> range.weight() > 0)
                .anyMatch(range -> "application".equalsIgnoreCase(range.component()) && names(range, subtype));
    }

    /** The status of an answer; UNAVAILABLE is for whoever balances load. */
    int status(ExecutionResult result) {
        if (Errors.has(result.getErrors(), ErrorCode.BAD_REQUEST)) {
            return 400;
        }
        // Apollo's persisted queries are older than the other type
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

    /** That of the range that fits most closely: RFC 9110, section 12.5.1. */
    private float quality(List<MIMEHeader> accept) {
        float quality = 0;
        int closest = 0;
        for (MIMEHeader range : accept) {
            int closeness = closeness(range);
            if (closeness > closest) {
                closest = closeness;
                quality = range.weight();
            }
        }
        return quality;
    }

    private int closeness(MIMEHeader range) {
        String charset = range.parameter("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            return 0;
        }
        if ("application".equalsIgnoreCase(range.component())) {
            return names(range, subtype) ? 3 : names(range, "*") ? 2 : 0;
        }
        return "*".equals(range.component()) && names(range, "*") ? 1 : 0;
    }

    private static boolean names(MIMEHeader range, String subtype) {
        return subtype.equalsIgnoreCase(range.subComponent());
    }
}
