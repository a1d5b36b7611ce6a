package relata.api.operation;

import graphql.ExecutionResult;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.ResultPath;
import graphql.execution.SubscriptionExecutionStrategy;
import graphql.language.SourceLocation;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;

/** Starts subscriptions, and records their field, so that a failure is reported as an error of that field. */
final class Subscriptions extends SubscriptionExecutionStrategy {
    Subscriptions(FailureHandler failures) {
        super(failures);
    }

    /** The results of a subscription that has begun, and the position of its field. */
    record Begun(Publisher<ExecutionResult> results, ResultPath path, SourceLocation location) {
        FieldFailure failure(Throwable cause) {
            return new FieldFailure(cause, path, location);
        }
    }

    @Override
    public CompletableFuture<ExecutionResult> execute(
            ExecutionContext context, ExecutionStrategyParameters parameters) {
        return super.execute(context, parameters).thenApply(result -> begun(result, parameters));
    }

    @SuppressWarnings("unchecked")
    private static ExecutionResult begun(ExecutionResult result, ExecutionStrategyParameters parameters) {
        if (!(result.getData() instanceof Publisher<?> results)) {
            return result;
        }
        // the document was validated: there is exactly one
        var field = parameters.getFields().getSubFieldsList().get(0);
        var path = parameters.getPath().segment(field.getResultKey());
        var location = field.getSingleField().getSourceLocation();
        return result.transform(with -> with.data(new Begun((Publisher<ExecutionResult>) results, path, location)));
    }
}
