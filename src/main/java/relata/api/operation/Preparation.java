package relata.api.operation;

import graphql.ExecutionInput;
import graphql.execution.UnknownOperationException;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.GraphQLSchema;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import relata.api.Caller;
import relata.api.DocumentMemo;
import relata.api.ErrorCode;
import relata.api.document.DocumentStore;
import relata.api.document.Documents;
import relata.api.document.VariableCheck;
import relata.api.limit.CostLimit;
import relata.api.message.RefusedException;
import relata.api.message.Request;

/** Finds the operation of a request: gets and validates its document, checks its variables and its cost. */
@Singleton
public class Preparation {
    private final DocumentStore store;
    private final Documents documents;
    private final GraphQLSchema schema;
    private final VariableCheck variables;
    private final CostLimit cost;

    Preparation(
            DocumentStore store, Documents documents, GraphQLSchema schema, VariableCheck variables, CostLimit cost) {
        this.store = store;
        this.documents = documents;
        this.schema = schema;
        this.variables = variables;
        this.cost = cost;
    }

    /**
     * Reads a request, without running anything.
     *
     * @param caller who asks: what they may not use is refused when the operation runs
     * @throws RefusedException if there is nothing to run
     */
    public Prepared prepare(Request request, Caller caller) {
        var input = ExecutionInput.newExecutionInput(store.find(request))
                .operationName(request.operationName())
                .variables(request.variables())
                .extensions(request.extensions())
                .graphQLContext(Map.of(Caller.class, caller))
                .build();
        var known = documents.get(input);
        if (known.entry().hasErrors()) {
            throw new RefusedException(known.entry().getErrors(), false);
        }
        try {
            var document = known.entry().getDocument();
            var operation = NodeUtil.getOperation(document, request.operationName()).operationDefinition;
            input.getGraphQLContext().put(DocumentMemo.class, known.memo());
            var walked = known.operations().get(operation);
            var about = known.memo().get(operation, () -> new KnownOperation(operation, walked, schema));
            variables.check(walked.variables(), request.variables());
            boolean isHeavy = cost.check(operation, walked.cost(), request.variables());
            input.getGraphQLContext().put(Prepared.HEAVY, isHeavy);
            var key = operation.getOperation() == Operation.MUTATION
                    ? IdempotencyKey.of(request, input.getQuery(), caller)
                    : Optional.<IdempotencyKey>empty();
            return new Prepared(input, operation, about, isHeavy, key, Freshness.of(request));
        } catch (UnknownOperationException e) {
            throw new RefusedException(ErrorCode.OPERATION_RESOLUTION_FAILURE, e.getMessage());
        }
    }
}
