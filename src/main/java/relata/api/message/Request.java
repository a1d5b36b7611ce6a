package relata.api.message;

import java.util.List;
import java.util.Map;

/**
 * The parameters of a GraphQL request, after section 4.1 of the GraphQL-over-HTTP specification.
 *
 * @param query the document; null where `documentId` or the extension `persistedQuery` tells it
 * @param documentId null where there is none
 * @param keyHeaders the values of the HTTP header `Idempotency-Key`
 */
public record Request(
        String query,
        String documentId,
        String operationName,
        Map<String, Object> variables,
        Map<String, Object> extensions,
        List<String> keyHeaders) {
    public Request with(List<String> headers) {
        return new Request(query, documentId, operationName, variables, extensions, headers);
    }
}
