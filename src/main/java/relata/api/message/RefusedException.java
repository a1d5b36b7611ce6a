package relata.api.message;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/** Refuses a request with these errors. */
public class RefusedException extends RuntimeException {
    private final transient List<? extends GraphQLError> errors;

    private final boolean executed;

    /** @param executed whether the operation was started, so that the response has `data`, which is null */
    public RefusedException(List<? extends GraphQLError> errors, boolean executed) {
        super(null, null, false, false);
        this.errors = List.copyOf(errors);
        this.executed = executed;
    }

    public RefusedException(ErrorCode code, String message) {
        this(List.of(Errors.of(code, message)), false);
    }

    public static RefusedException badRequest(String message) {
        return new RefusedException(ErrorCode.BAD_REQUEST, message);
    }

    /** For a token that is not accepted, whatever the request. */
    public static RefusedException unauthenticated(String message) {
        return new RefusedException(ErrorCode.UNAUTHENTICATED, message);
    }

    /** See {@link Problem#limitExceeded}. */
    public static RefusedException limitExceeded(String limit, Object value, String message) {
        var problem = Problem.limitExceeded(limit, value, message);
        return new RefusedException(List.of(Errors.of(problem, null, null)), false);
    }

    public boolean is(ErrorCode code) {
        return Errors.has(result().getErrors(), code);
    }

    /** Whether the same request may succeed later. */
    public boolean isPassing() {
        return is(ErrorCode.TRY_AGAIN) || is(ErrorCode.UNAVAILABLE);
    }

    /** The result with these errors. */
    public ExecutionResult result() {
        var result = ExecutionResult.newExecutionResult().errors(List.copyOf(errors));
        return executed ? result.data(null).build() : result.build();
    }
}
