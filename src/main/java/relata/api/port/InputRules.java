package relata.api.port;

import graphql.schema.GraphQLFieldDefinition;
import java.util.List;
import java.util.Map;
import relata.api.ApiException.Problem;

/** The rules of inputs that can be checked without the database. */
@FunctionalInterface
public interface InputRules {
    /**
     * Finds what is wrong with the arguments of a mutation field.
     *
     * @param field its definition
     */
    List<Problem> check(GraphQLFieldDefinition field, Map<String, Object> arguments);
}
