package relata.api.operation;

import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import java.util.concurrent.CompletionException;

/**
 * Ends an operation at the field that failed: a mutation, so that no later field runs and nothing is committed, or a
 * subscription that had begun. It is a CompletionException because futures would wrap anything else in one, with a
 * stack trace that nobody reads.
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
