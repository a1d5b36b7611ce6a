package relata.api;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;

/** Ends a request whose errors are known. */
final class RefusedException extends RuntimeException {
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

    ExecutionResult result() {
        var result = ExecutionResult.newExecutionResult().errors(List.copyOf(errors));
        return executed ? result.data(null).build() : result.build();
    }
}
