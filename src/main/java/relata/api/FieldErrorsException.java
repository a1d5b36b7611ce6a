package relata.api;

import graphql.GraphQLError;
import java.util.List;

/** There are errors below a field of a mutation, so the operation fails. */
public final class FieldErrorsException extends RuntimeException {
    private final transient List<GraphQLError> errors;

    public FieldErrorsException(List<GraphQLError> errors) {
        super(null, null, false, false);
        this.errors = List.copyOf(errors);
    }

    public List<GraphQLError> errors() {
        return errors;
    }
}
