package relata.api.operation;

import graphql.ExecutionInput;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;
import relata.api.work.Workers;

/**
 * A request whose document fits the schema, with the operation to run.
 *
 * @param isHeavy whether it is heavy work, as {@link Workers} means it
 */
public record Prepared(
        ExecutionInput input,
        OperationDefinition operation,
        KnownOperation known,
        boolean isHeavy,
        Optional<IdempotencyKey> key,
        Freshness freshness) {
    /** A subscription does its work later, and asks for it in its context. */
    static final String HEAVY = "isHeavy";

    public boolean isMutation() {
        return operation.getOperation() == Operation.MUTATION;
    }

    public boolean isSubscription() {
        return operation.getOperation() == Operation.SUBSCRIPTION;
    }

    /** Whether the operation of a field is heavy. */
    public static boolean isHeavy(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get(HEAVY);
    }
}
