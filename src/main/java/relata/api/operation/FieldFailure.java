package relata.api.operation;

import graphql.execution.ResultPath;
import graphql.language.SourceLocation;

/**
 * Ends an operation at the field that failed: a mutation, so that no field behind it runs and nothing is kept, or a
 * subscription that had begun.
 */
final class FieldFailure extends RuntimeException {
    final transient ResultPath path;
    final transient SourceLocation location;

    FieldFailure(Throwable cause, ResultPath path, SourceLocation location) {
        super(null, cause, false, false);
        this.path = path;
        this.location = location;
    }
}
