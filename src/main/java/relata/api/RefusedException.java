package relata.api;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import relata.api.ApiException.Problem;

/** Ends a request whose errors are known. */
class RefusedException extends RuntimeException {
    private final transient List<? extends GraphQLError> errors;

    private final boolean executed;

    /** @param executed whether an operation was begun, so that the answer has `data`, which is null */
    RefusedException(List<? extends GraphQLError> errors, boolean executed) {
        super(null, null, false, false);
        this.errors = List.copyOf(errors);
        this.executed = executed;
    }

    RefusedException(ErrorCode code, String message) {
        this(List.of(Errors.of(code, message)), false);
    }

    static RefusedException badRequest(String message) {
        return new RefusedException(ErrorCode.BAD_REQUEST, message);
    }

    /** Of a token that is not taken, whatever is asked with it. */
    static RefusedException unauthenticated(String message) {
        return new RefusedException(ErrorCode.UNAUTHENTICATED, message);
    }

    /** See {@link Problem#limitExceeded}. */
    static RefusedException limitExceeded(String limit, Object value, String message) {
        var problem = Problem.limitExceeded(limit, value, message);
        return new RefusedException(List.of(Errors.of(problem, null, null)), false);
    }

    boolean is(ErrorCode code) {
        return Errors.has(result().getErrors(), code);
    }

    /** Whether the same request may be taken later. */
    boolean isPassing() {
        return is(ErrorCode.TRY_AGAIN) || is(ErrorCode.UNAVAILABLE);
    }

    /** As it is answered. */
    ExecutionResult result() {
        var result = ExecutionResult.newExecutionResult().errors(List.copyOf(errors));
        return executed ? result.data(null).build() : result.build();
    }
}
