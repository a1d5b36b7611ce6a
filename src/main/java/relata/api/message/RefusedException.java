package relata.api.message;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/** Ends a request whose errors are known. */
public class RefusedException extends RuntimeException {
    private final transient List<? extends GraphQLError> errors;

    private final boolean executed;

    /** @param executed whether an operation was begun, so that the answer has `data`, which is null */
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

    /** Of a token that is not taken, whatever is asked with it. */
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

    /** Whether the same request may be taken later. */
    public boolean isPassing() {
        return is(ErrorCode.TRY_AGAIN) || is(ErrorCode.UNAVAILABLE);
    }

    /** As it is answered. */
    public ExecutionResult result() {
        var result = ExecutionResult.newExecutionResult().errors(List.copyOf(errors));
        return executed ? result.data(null).build() : result.build();
    }
}
