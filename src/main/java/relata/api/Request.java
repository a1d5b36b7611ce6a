package relata.api;

import java.util.Map;

/** The parameters of a GraphQL request, after section 4.1 of the GraphQL-over-HTTP specification. */
public record Request(
        String query, String operationName, Map<String, Object> variables, Map<String, Object> extensions) {}
