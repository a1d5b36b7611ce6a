package relata.query.plan;

import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a field below another one in a document.
 *
 * @param constant their values, if they are the same for all requests; otherwise null
 */
public record ArgumentSite(List<GraphQLArgument> definitions, List<Argument> written, Map<String, Object> constant) {
    static ArgumentSite of(GraphQLFieldDefinition definition, Field field, DataFetchingEnvironment environment) {
        var site = new ArgumentSite(definition.getArguments(), field.getArguments(), null);
        return field.getArguments().stream().anyMatch(ArgumentSite::isVariable)
                ? site
                : new ArgumentSite(site.definitions, site.written, site.arguments(environment));
    }

    private static boolean isVariable(Node<?> node) {
        return node instanceof VariableReference || node.getChildren().stream().anyMatch(ArgumentSite::isVariable);
    }

    /** Their values in a request. */
    public Map<String, Object> arguments(DataFetchingEnvironment environment) {
        return constant != null
                ? constant
                : ValuesResolver.getArgumentValues(
                        environment.getGraphQLSchema().getCodeRegistry(),
                        definitions,
                        written,
                        CoercedVariables.of(environment.getVariables()),
                        environment.getGraphQlContext(),
                        environment.getLocale());
    }
}
