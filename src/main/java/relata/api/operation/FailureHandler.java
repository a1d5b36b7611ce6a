package relata.api.operation;

import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.OperationDefinition.Operation;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import relata.api.FieldErrorsException;
import relata.api.message.Errors;
import relata.api.message.RefusedException;
import relata.api.port.UnitOfWork;

/** Handles the failure of a field: a query reports it and continues, a mutation ends. */
@Singleton
class FailureHandler implements DataFetcherExceptionHandler {
    private final UnitOfWork unitOfWork;

    FailureHandler(UnitOfWork unitOfWork) {
        this.unitOfWork = unitOfWork;
    }

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        var operation = failed.getDataFetchingEnvironment().getOperationDefinition();
        if (failed.getException() instanceof FieldErrorsException below) {
            return CompletableFuture.failedFuture(new RefusedException(below.errors(), true));
        }
        if (operation.getOperation() == Operation.MUTATION) {
            return CompletableFuture.failedFuture(
                    new FieldFailure(failed.getException(), failed.getPath(), failed.getSourceLocation()));
        }
        var result = DataFetcherExceptionHandlerResult.newResult();
        unitOfWork.explain(failed.getException()).stream()
                .map(problem -> Errors.of(problem, failed.getPath(), failed.getSourceLocation()))
                .forEach(result::error);
        return CompletableFuture.completedFuture(result.build());
    }
}
