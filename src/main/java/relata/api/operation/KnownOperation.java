package relata.api.operation;

import graphql.Scalars;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.Map;
import java.util.function.BooleanSupplier;
import relata.api.document.OperationInputs;
import relata.api.limit.RootType;
import relata.api.port.FeedPositionFetcher;
import relata.api.port.SessionFetcher;
import relata.api.port.UnitOfWork.Snapshot;
import relata.api.port.UnitOfWork.Writing;
import relata.api.role.Guard;

/** What is known of an operation without its variables. */
final class KnownOperation {
    private final Snapshot snapshot;
    private final Writing writing;
    private final int variables;
    private final boolean hasSteadyCost;
    private volatile Boolean isHeavy;

    KnownOperation(OperationDefinition operation, OperationInputs inputs, GraphQLSchema schema) {
        var fields = inputs.rootFields();
        var root = RootType.of(operation, schema);
        boolean isOneField = fields.size() == 1;
        boolean inFeed =
                fields.stream().anyMatch(field -> isAnsweredBy(FeedPositionFetcher.class, field, root, schema));
        boolean bySession = fields.stream().anyMatch(field -> isAnsweredBy(SessionFetcher.class, field, root, schema));
        snapshot = inFeed ? Snapshot.IN_FEED : isOneField ? Snapshot.OF_ONE_FIELD : Snapshot.OF_ALL_FIELDS;
        writing = bySession ? Writing.BY_SESSION : isOneField ? Writing.BY_ONE_FIELD : Writing.BY_ALL_FIELDS;
        variables = inputs.variables().size();
        hasSteadyCost = inputs.variables().stream()
                .map(variable -> GraphQLTypeUtil.unwrapNonNull(variable.type()))
                .allMatch(type -> type instanceof GraphQLScalarType && type != Scalars.GraphQLInt);
    }

    /** How its fields write if it is a mutation. */
    Writing writing() {
        return writing;
    }

    /** What its fields share if it is a query. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Whether it is heavy. The check is made only once if the values of the variables cannot change its outcome. */
    boolean isHeavy(Map<String, Object> given, BooleanSupplier check) {
        if (!hasSteadyCost || given.size() != variables || (variables > 0 && given.containsValue(null))) {
            return check.getAsBoolean();
        }
        if (isHeavy == null) {
            isHeavy = check.getAsBoolean();
        }
        return isHeavy;
    }

    /** Whether a field has a data fetcher of this class. */
    private static boolean isAnsweredBy(Class<?> fetcher, Field field, GraphQLObjectType root, GraphQLSchema schema) {
        var definition = root.getFieldDefinition(field.getName());
        return definition != null
                && fetcher.isInstance(Guard.unguarded(schema.getCodeRegistry()
                        .getDataFetcher(FieldCoordinates.coordinates(root, definition), definition)));
    }
}
