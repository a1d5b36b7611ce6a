package relata.api;

import graphql.execution.ResultPath;
import graphql.language.SourceLocation;

/** Ends a mutation operation at the field that failed, so that no field behind it runs and nothing is kept. */
final class FieldFailure extends RuntimeException {
    final transient ResultPath path;
    final transient SourceLocation location;

    FieldFailure(Throwable cause, ResultPath path, SourceLocation location) {
        super(null, cause, false, false);
        this.path = path;
        this.location = location;
    }
}
