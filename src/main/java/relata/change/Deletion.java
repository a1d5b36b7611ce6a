package relata.change;

import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.Map;
import relata.query.GlobalId;
import relata.query.Row;

/** How many records a delete removed, under the names of the schema's type Deletion. */
public final class Deletion {
    private final GlobalId id;
    private final Map<String, Long> counts = new HashMap<>();

    private Deletion(GlobalId id) {
        this.id = id;
    }

    public static Deletion of(Class<?> type, long key) {
        return new Deletion(new GlobalId(type.getSimpleName(), key));
    }

    public Deletion count(String records, long count) {
        counts.merge(records, count, Long::sum);
        return this;
    }

    Row row(GraphQLOutputType fieldType) {
        var type = (GraphQLObjectType) GraphQLTypeUtil.unwrapNonNull(fieldType);
        Row row = new Row(type.getName());
        type.getFieldDefinitions()
                .forEach(field -> row.with(field.getName(), counts.getOrDefault(field.getName(), 0L)));
        return row.with("id", id.toString());
    }
}
