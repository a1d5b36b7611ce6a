package relata.api.role;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import relata.api.ApiException;
import relata.api.Caller;

/**
 * Guards the data fetcher of a root field that requires a role. Fields below it need no guard: none requires more roles
 * than the fields around it, and records of an interface are checked where their types are known.
 */
public final class Guard implements DataFetcher<Object> {
    private final DataFetcher<?> fetcher;
    private final String field;
    private final Set<String> roles;

    private Guard(DataFetcher<?> fetcher, String field, Set<String> roles) {
        this.fetcher = fetcher;
        this.field = field;
        this.roles = roles;
    }

    /**
     * The same schema with a guard for each root field that needs one.
     *
     * @throws IllegalStateException if a field requires more roles than the path to it, and so would have no guard
     */
    public static GraphQLSchema over(GraphQLSchema schema) {
        var roots = Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
                .filter(Objects::nonNull)
                .toList();
        var seen = new HashSet<List<Object>>();
        roots.forEach(
                root -> root.getFieldDefinitions().forEach(field -> checkBelow(field, Roles.of(field), schema, seen)));
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

    /** Checks the fields below one that requires some roles. */
    private static void checkBelow(
            GraphQLFieldDefinition field, Set<String> held, GraphQLSchema schema, Set<List<Object>> seen) {
        GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType());
        if (type instanceof GraphQLObjectType object) {
            check(object, held, schema, seen);
        } else if (type instanceof GraphQLInterfaceType any) {
            schema.getImplementations(any).forEach(object -> {
                var roles = new HashSet<>(held);
                roles.addAll(Roles.of(object));
                check(object, roles, schema, seen);
            });
        }
    }

    private static void check(GraphQLObjectType type, Set<String> held, GraphQLSchema schema, Set<List<Object>> seen) {
        if (!seen.add(List.of(type.getName(), held))) {
            return;
        }
        for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
            if (!held.containsAll(Roles.of(field))) {
                throw new IllegalStateException(
                        "%s.%s requires roles that the path to it does not require, so nothing would check them"
                                .formatted(type.getName(), field.getName()));
            }
            checkBelow(field, held, schema, seen);
        }
    }

    /** The fetcher behind the guard, if there is one. */
    public static DataFetcher<?> unguarded(DataFetcher<?> fetcher) {
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
