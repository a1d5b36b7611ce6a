package relata.api;

import graphql.GraphQLError;
import java.util.List;

/** A field of a mutation was answered with errors below it, so the operation fails. */
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
