package relata.api.message;

import java.util.List;
import java.util.Map;

/**
 * The parameters of a GraphQL request, after section 4.1 of the GraphQL-over-HTTP specification.
 *
 * @param query the document; null where `documentId` or the extension `persistedQuery` tells it
 * @param documentId null where there is none
 * @param headers what the request says beside its parameters
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
        /** Where requests have none, as on a socket. */
        public static final Headers NONE = new Headers(List.of(), List.of());
    }

    public Request with(Headers given) {
        return new Request(query, documentId, operationName, variables, extensions, given);
    }
}
