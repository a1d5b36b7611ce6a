package relata.api.operation;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.NonNullableFieldWasNullError;
import graphql.execution.UnknownOperationException;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import relata.api.Caller;
import relata.api.ChangeCursors;
import relata.api.DocumentMemo;
import relata.api.ErrorCode;
import relata.api.UnitOfWork;
import relata.api.document.DocumentStore;
import relata.api.document.Documents;
import relata.api.document.VariableCheck;
import relata.api.limit.CostLimit;
import relata.api.message.Errors;
import relata.api.message.RefusedException;
import relata.api.message.Request;
import relata.api.work.Workers;

/** Answers GraphQL operations, each in one transaction on the calling thread. */
@Singleton
public class Operations {
    private static final String HEAVY = "isHeavy";

    private final GraphQL graphQL;
    private final GraphQLSchema schema;
    private final DocumentStore store;
    private final Documents documents;
    private final CostLimit cost;
    private final VariableCheck variables;
    private final UnitOfWork unitOfWork;
    private final Once once;
    private final Observation observation;
    private final ChangeCursors cursors;

    Operations(
            GraphQL graphQL,
            GraphQLSchema schema,
            DocumentStore store,
            Documents documents,
            CostLimit cost,
            VariableCheck variables,
            UnitOfWork unitOfWork,
            Once once,
            Observation observation,
            ChangeCursors cursors) {
        this.cost = cost;
        this.variables = variables;
        this.graphQL = graphQL;
        this.schema = schema;
        this.store = store;
        this.documents = documents;
        this.unitOfWork = unitOfWork;
        this.once = once;
        this.observation = observation;
        this.cursors = cursors;
    }

    /** A request whose document fits the schema, with the operation to run. */
    public record Prepared(
            ExecutionInput input,
            OperationDefinition operation,
            KnownOperation known,
            boolean isHeavy,
            Optional<IdempotencyKey> key,
            Freshness freshness) {
        public boolean isMutation() {
            return operation.getOperation() == Operation.MUTATION;
        }

        public boolean isSubscription() {
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
            var uses = known.variables().get(operation);
            var about = known.memo().get(operation, () -> new KnownOperation(operation, document, schema, uses));
            variables.check(uses, request.variables());
            boolean isHeavy =
                    about.isHeavy(request.variables(), () -> cost.check(operation, document, request.variables()));
            // a subscription does its work later
            input.getGraphQLContext().put(HEAVY, isHeavy);
            var key = operation.getOperation() == Operation.MUTATION
                    ? IdempotencyKey.of(request, input.getQuery(), caller)
                    : Optional.<IdempotencyKey>empty();
            return new Prepared(input, operation, about, isHeavy, key, Freshness.of(request));
        } catch (UnknownOperationException e) {
            throw new RefusedException(ErrorCode.OPERATION_RESOLUTION_FAILURE, e.getMessage());
        }
    }

    /**
     * Runs an operation. A mutation is kept where it had no error, and is otherwise as if it had never been; the data
     * of a subscription are {@link Subscriptions.Begun}.
     */
    public ExecutionResult run(Prepared prepared) {
        return run(prepared, prepared.freshness().asksForCursor());
    }

    /** The same, with a cursor that has seen a mutation, {@link Freshness#CURSOR}, where that is wanted. */
    public ExecutionResult run(Prepared prepared, boolean wantsCursor) {
        return observation.of(prepared, () -> answer(prepared, wantsCursor));
    }

    private ExecutionResult answer(Prepared prepared, boolean wantsCursor) {
        try {
            return switch (prepared.operation().getOperation()) {
                case QUERY -> read(prepared);
                case MUTATION -> write(prepared, wantsCursor);
                // it reads what it tells of when there is something to tell
                case SUBSCRIPTION -> execute(prepared);
            };
        } catch (RefusedException e) {
            return e.result();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private ExecutionResult read(Prepared prepared) {
        String after = prepared.freshness().after();
        if (after != null) {
            cursors.check(after);
        }
        return unitOfWork.read(prepared.known().snapshot(), after, () -> execute(prepared));
    }

    private ExecutionResult write(Prepared prepared, boolean wantsCursor) {
        var writing = prepared.known().writing();
        var result = prepared.key()
                .map(key -> once.run(key, writing, () -> execute(prepared)))
                .orElseGet(() -> unitOfWork.write(writing, () -> execute(prepared)));
        return (wantsCursor ? cursors.now() : Optional.<String>empty())
                .map(cursor -> result.transform(told -> told.addExtension(Freshness.CURSOR, cursor)))
                .orElse(result);
    }

    private ExecutionResult execute(Prepared prepared) {
        try {
            var result = withoutConsequences(graphQL.execute(prepared.input()));
            if (prepared.isMutation() && !result.getErrors().isEmpty()) {
                throw new RefusedException(result.getErrors(), result.isDataPresent());
            }
            return result;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Without what graphql-java says of a field that is null only because one below it has an error. */
    private static ExecutionResult withoutConsequences(ExecutionResult result) {
        var errors = result.getErrors();
        if (errors.size() < 2 || errors.stream().noneMatch(NonNullableFieldWasNullError.class::isInstance)) {
            return result;
        }
        return result.transform(changed -> changed.errors(errors.stream()
                .filter(error -> !(error instanceof NonNullableFieldWasNullError consequence)
                        || errors.stream().noneMatch(cause -> isBelow(cause, consequence)))
                .toList()));
    }

    private static boolean isBelow(GraphQLError error, GraphQLError other) {
        var path = error.getPath();
        return error != other
                && path != null
                && path.size() > other.getPath().size()
                && path.subList(0, other.getPath().size()).equals(other.getPath());
    }

    public Observation observation() {
        return observation;
    }

    /** What to answer where something went wrong that no field told of. */
    public ExecutionResult failed(Throwable failure) {
        var field = failure instanceof FieldFailure at ? at : new FieldFailure(failure, null, null);
        var errors = unitOfWork.explain(field.getCause()).stream()
                .map(problem -> Errors.of(problem, field.path, field.location))
                .toList();
        return new RefusedException(errors, true).result();
    }
}
