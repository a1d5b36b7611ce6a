package relata.api.document;

import graphql.Directives;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Set;

/** graphql-java adds directives to each schema that the server does not support. */
public final class SupportedDirectives {
    private static final Set<String> UNSUPPORTED = Set.of(
            Directives.DeferDirective.getName(), Directives.ExperimentalDisableErrorPropagationDirective.getName());

    private SupportedDirectives() {}

    static boolean contain(String name) {
        return !UNSUPPORTED.contains(name);
    }

    /** The directives of a schema without these. */
    public static List<GraphQLDirective> of(GraphQLSchema schema) {
        return schema.getDirectives().stream()
                .filter(directive -> contain(directive.getName()))
                .toList();
    }
}
