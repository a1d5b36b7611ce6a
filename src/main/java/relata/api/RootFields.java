package relata.api;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.List;
import relata.api.UnitOfWork.Snapshot;

/**
 * The fields of the root type that an operation selects.
 *
 * @param snapshot what they share if the operation is a query
 */
record RootFields(List<Field> fields, Snapshot snapshot) {
    static RootFields of(OperationDefinition operation, Document document, GraphQLSchema schema) {
        var fields = new ArrayList<Field>();
        collect(operation.getSelectionSet(), document, fields);
        boolean inFeed = fields.stream().anyMatch(field -> asksForPosition(field, schema));
        var snapshot = fields.size() == 1 ? Snapshot.OF_ONE_FIELD : Snapshot.OF_ALL_FIELDS;
        return new RootFields(fields, inFeed ? Snapshot.IN_FEED : snapshot);
    }

    private static void collect(SelectionSet selections, Document document, List<Field> fields) {
        for (var selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                fields.add(field);
            } else if (selection instanceof InlineFragment fragment) {
                collect(fragment.getSelectionSet(), document, fields);
            } else if (selection instanceof FragmentSpread spread) {
                document.getDefinitionsOfType(FragmentDefinition.class).stream()
                        .filter(fragment -> fragment.getName().equals(spread.getName()))
                        .forEach(fragment -> collect(fragment.getSelectionSet(), document, fields));
            }
        }
    }

    private static boolean asksForPosition(Field field, GraphQLSchema schema) {
        GraphQLObjectType query = schema.getQueryType();
        var definition = query.getFieldDefinition(field.getName());
        return definition != null
                && schema.getCodeRegistry().getDataFetcher(FieldCoordinates.coordinates(query, definition), definition)
                        instanceof FeedPositionFetcher;
    }

    boolean isOne() {
        return fields.size() == 1;
    }
}
