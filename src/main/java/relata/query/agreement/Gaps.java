package relata.query.agreement;

import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import java.util.Set;
import java.util.TreeSet;

/** A schema, and where it was found not to match the entities. */
record Gaps(GraphQLSchema schema, Set<String> found) {
    Gaps(GraphQLSchema schema) {
        this(schema, new TreeSet<>());
    }

    void add(String coordinate, String why) {
        found.add(coordinate + ": " + why);
    }

    void add(GraphQLNamedType type, String field, String why) {
        add(type.getName() + "." + field, why);
    }

    /** The input object of that name; null, and a gap, if there is none. */
    GraphQLInputObjectType input(String name) {
        if (schema.getType(name) instanceof GraphQLInputObjectType input) {
            return input;
        }
        add(name, "there must be an input object of that name");
        return null;
    }
}
