package relata.change;

import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.Map;
import relata.query.GlobalId;

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

    /** As the schema's type Deletion has it. */
    Map<String, Object> answer(GraphQLOutputType fieldType) {
        var answer = new HashMap<String, Object>();
        ((GraphQLObjectType) GraphQLTypeUtil.unwrapNonNull(fieldType))
                .getFieldDefinitions()
                .forEach(field -> answer.put(field.getName(), counts.getOrDefault(field.getName(), 0L)));
        answer.put("id", id.toString());
        return answer;
    }
}
