package relata.api;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stands before the data fetcher of a root field that is not for all callers. What is below it needs no guard of its own:
 * no field asks for more roles than its type, and records of any type are checked where their types are known.
 */
final class Guard implements DataFetcher<Object> {
    private final DataFetcher<?> fetcher;
    private final String field;
    private final Set<String> roles;

    private Guard(DataFetcher<?> fetcher, String field, Set<String> roles) {
        this.fetcher = fetcher;
        this.field = field;
        this.roles = roles;
    }

    /**
     * The same schema with a guard before each root field that needs one.
     *
     * @throws IllegalStateException if a field asks for more roles than its type, and so would have no guard
     */
    static GraphQLSchema over(GraphQLSchema schema) {
        var roots = Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
                .filter(Objects::nonNull)
                .toList();
        schema.getAllTypesAsList().stream()
                .filter(type -> type instanceof GraphQLObjectType && !roots.contains(type))
                .forEach(type -> check((GraphQLObjectType) type));
        var registry = schema.getCodeRegistry()
                .transform(code -> roots.forEach(root -> root.getFieldDefinitions().stream()
                        .filter(field -> !Roles.of(field).isEmpty())
                        .forEach(field -> {
                            var at = FieldCoordinates.coordinates(root, field);
                            var fetcher = schema.getCodeRegistry().getDataFetcher(at, field);
                            code.dataFetcher(at, new Guard(fetcher, field.getName(), Roles.of(field)));
                        })));
        return schema.transformWithoutTypes(changed -> changed.codeRegistry(registry));
    }

    private static void check(GraphQLObjectType type) {
        for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
            if (!Roles.of(type).containsAll(Roles.of(field))) {
                throw new IllegalStateException("%s.%s asks for roles that %1$s does not: nothing would check them"
                        .formatted(type.getName(), field.getName()));
            }
        }
    }

    /** The fetcher behind the guard, if there is one. */
    static DataFetcher<?> unguarded(DataFetcher<?> fetcher) {
        return fetcher instanceof Guard guard ? guard.fetcher : fetcher;
    }

    @Override
    public Object get(DataFetchingEnvironment environment) throws Exception {
        var refusal = Roles.refusal(field, roles, Caller.of(environment.getGraphQlContext()));
        if (refusal.isPresent()) {
            throw new ApiException(refusal.get());
        }
        return fetcher.get(environment);
    }
}
