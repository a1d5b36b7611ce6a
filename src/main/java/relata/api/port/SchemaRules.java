package relata.api.port;

import graphql.schema.GraphQLSchema;
import java.util.Collection;

/** Holds the schema to the records that it is about. */
@FunctionalInterface
public interface SchemaRules {
    /** What does not go together: a coordinate of the schema, such as `WaiterFilter.town`, and why, for each. */
    Collection<String> gaps(GraphQLSchema schema);
}
