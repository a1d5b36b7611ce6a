package relata.api.port;

import graphql.schema.GraphQLSchema;
import java.util.Collection;

/** Checks the schema against the entities. */
@FunctionalInterface
public interface SchemaRules {
    /** The mismatches: for each a coordinate of the schema, such as `WaiterFilter.town`, and the reason. */
    Collection<String> gaps(GraphQLSchema schema);
}
