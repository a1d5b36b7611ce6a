package relata.api;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.UnknownOperationException;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetchingEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Answers GraphQL operations, each in one transaction on the calling thread. */
@ApplicationScoped
public class Operations {
    private static final String HEAVY = "isHeavy";

    private final GraphQL graphQL;
    private final DocumentStore store;
    private final Documents documents;
    private final CostLimit cost;
    private final VariableCheck variables;
    private final UnitOfWork unitOfWork;
    private final Observation observation;

    Operations(
            GraphQL graphQL,
            DocumentStore store,
            Documents documents,
            CostLimit cost,
            VariableCheck variables,
            UnitOfWork unitOfWork,
            Observation observation) {
        this.cost = cost;
        this.variables = variables;
        this.graphQL = graphQL;
        this.store = store;
        this.documents = documents;
        this.unitOfWork = unitOfWork;
        this.observation = observation;
    }

    /** A request whose document fits the schema, with the operation to run. */
    record Prepared(ExecutionInput input, OperationDefinition operation, boolean isHeavy) {
        boolean isMutation() {
            return operation.getOperation() == Operation.MUTATION;
        }

        boolean isSubscription() {
            return operation.getOperation() == Operation.SUBSCRIPTION;
        }
    }

    /** Whether the operation of a field is heavy work, as {@link Workers} means it. */
    public static boolean isHeavy(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get(HEAVY);
    }

    /**
     * Reads the document, without running anything.
     *
     * @param caller who asks: what they may not have will be refused when it is run
     * @throws RefusedException where there is nothing to run
     */
    Prepared prepare(Request request, Caller caller) {
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
            boolean isHeavy = cost.check(operation, document, request.variables());
            variables.check(known.variables().get(operation), request.variables());
            // a subscription does its work later
            input.getGraphQLContext().put(HEAVY, isHeavy);
            return new Prepared(input, operation, isHeavy);
        } catch (UnknownOperationException e) {
            throw new RefusedException(ErrorCode.OPERATION_RESOLUTION_FAILURE, e.getMessage());
        }
    }

    /**
     * Runs an operation. A mutation is kept where it had no error, and is otherwise as if it had never been; the data of
     * a subscription are {@link Subscriptions.Begun}.
     */
    ExecutionResult run(Prepared prepared) {
        return observation.of(prepared, () -> answer(prepared));
    }

    private ExecutionResult answer(Prepared prepared) {
        try {
            return switch (prepared.operation().getOperation()) {
                case QUERY -> unitOfWork.read(() -> execute(prepared));
                case MUTATION -> unitOfWork.write(() -> execute(prepared));
                // it reads what it tells of when there is something to tell
                case SUBSCRIPTION -> execute(prepared);
            };
        } catch (RefusedException e) {
            return e.result();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private ExecutionResult execute(Prepared prepared) {
        try {
            var result = graphQL.execute(prepared.input());
            if (prepared.isMutation() && !result.getErrors().isEmpty()) {
                throw new RefusedException(result.getErrors(), result.isDataPresent());
            }
            return result;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    Observation observation() {
        return observation;
    }

    /** What to answer where something went wrong that no field told of. */
    ExecutionResult failed(Throwable failure) {
        var field = failure instanceof FieldFailure at ? at : new FieldFailure(failure, null, null);
        var errors = unitOfWork.explain(field.getCause()).stream()
                .map(problem -> Errors.of(problem, field.path, field.location))
                .toList();
        return new RefusedException(errors, true).result();
    }
}
