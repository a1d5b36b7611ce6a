package relata.api;

import graphql.GraphQLError;
import java.util.List;

/** Ends a request before anything of it was run. */
final class RefusedException extends RuntimeException {
    private final transient List<? extends GraphQLError> errors;

    RefusedException(List<? extends GraphQLError> errors) {
        super(null, null, false, false);
        this.errors = List.copyOf(errors);
    }

    List<GraphQLError> errors() {
        return List.copyOf(errors);
    }
}
