package relata.api.operation;

import graphql.ExecutionInput;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;
import relata.api.work.Workers;

/**
 * A request with a valid document, and the operation to run.
 *
 * @param isHeavy whether it is heavy work, as {@link Workers} defines it
 */
public record Prepared(
        ExecutionInput input,
        OperationDefinition operation,
        KnownOperation known,
        boolean isHeavy,
        Optional<IdempotencyKey> key,
        Freshness freshness) {
    /** The key in the context for subscriptions, which do their work later. */
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
