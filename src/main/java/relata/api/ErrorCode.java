package relata.api;

/** The `extensions.code` of an error: what kind of thing went wrong. */
public enum ErrorCode {
    BAD_USER_INPUT,
    NOT_FOUND,
    CONFLICT,
    TRY_AGAIN,
    UNAUTHENTICATED,
    FORBIDDEN,
    LIMIT_EXCEEDED,
    BAD_REQUEST,
    GRAPHQL_PARSE_FAILED,
    GRAPHQL_VALIDATION_FAILED,
    OPERATION_RESOLUTION_FAILURE,
    PERSISTED_QUERY_NOT_FOUND,
    PERSISTED_QUERY_NOT_SUPPORTED,
    UNAVAILABLE,
    INTERNAL
}
