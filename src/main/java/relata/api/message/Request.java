package relata.api.message;

import java.util.List;
import java.util.Map;

/**
 * The parameters of a GraphQL request, as in section 4.1 of the GraphQL-over-HTTP specification.
 *
 * @param query the document; null if `documentId` or the extension `persistedQuery` identifies it
 * @param documentId null if there is none
 */
public record Request(
        String query,
        String documentId,
        String operationName,
        Map<String, Object> variables,
        Map<String, Object> extensions,
        Headers headers) {

    /**
     * HTTP headers, each with its values.
     *
     * @param idempotencyKey `Idempotency-Key`
     * @param after `Relata-After`
     */
    public record Headers(List<String> idempotencyKey, List<String> after) {
        /** For requests without headers, as over a socket. */
        public static final Headers NONE = new Headers(List.of(), List.of());
    }

    public Request with(Headers given) {
        return new Request(query, documentId, operationName, variables, extensions, given);
    }
}
