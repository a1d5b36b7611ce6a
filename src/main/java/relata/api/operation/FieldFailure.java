package relata.api.operation;

import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import java.util.concurrent.CompletionException;

/**
 * Ends an operation at the field that failed: a mutation, so that no field behind it runs and nothing is kept, or a
 * subscription that had begun. Futures pass it on as it is, and would put anything else into an exception of this kind,
 * with a stack trace that nobody reads.
 */
final class FieldFailure extends CompletionException {
    final transient ResultPath path;
    final transient SourceLocation location;

    FieldFailure(Throwable cause, ResultPath path, SourceLocation location) {
        super(cause);
        this.path = path;
        this.location = location;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
