package relata.api.operation;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import relata.api.document.WalkedOperation;
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

    KnownOperation(OperationDefinition operation, WalkedOperation walked, GraphQLSchema schema) {
        var fields = walked.rootFields();
        var root = RootType.of(operation, schema);
        boolean isOneField = fields.size() == 1;
        boolean inFeed =
                fields.stream().anyMatch(field -> isAnsweredBy(FeedPositionFetcher.class, field, root, schema));
        boolean bySession = fields.stream().anyMatch(field -> isAnsweredBy(SessionFetcher.class, field, root, schema));
        snapshot = inFeed ? Snapshot.IN_FEED : isOneField ? Snapshot.OF_ONE_FIELD : Snapshot.OF_ALL_FIELDS;
        writing = bySession ? Writing.BY_SESSION : isOneField ? Writing.BY_ONE_FIELD : Writing.BY_ALL_FIELDS;
    }

    /** How its fields write if it is a mutation. */
    Writing writing() {
        return writing;
    }

    /** What its fields share if it is a query. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Whether a field has a data fetcher of this class. */
    private static boolean isAnsweredBy(Class<?> fetcher, Field field, GraphQLObjectType root, GraphQLSchema schema) {
        var definition = root.getFieldDefinition(field.getName());
        return definition != null
                && fetcher.isInstance(Guard.unguarded(schema.getCodeRegistry()
                        .getDataFetcher(FieldCoordinates.coordinates(root, definition), definition)));
    }
}
