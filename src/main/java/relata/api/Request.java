package relata.api;

import java.util.Map;

/**
 * The parameters of a GraphQL request, after section 4.1 of the GraphQL-over-HTTP specification.
 *
 * @param query the document; null where `documentId` or the extension `persistedQuery` tells it
 * @param documentId null where there is none
 */
record Request(
        String query,
        String documentId,
        String operationName,
        Map<String, Object> variables,
        Map<String, Object> extensions) {}
