package relata.api;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.SelectedField;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import relata.api.ApiException.Problem;

/** Stands before the data fetcher of a field that is not for all callers. */
public final class Guard implements DataFetcher<Object> {
    private final DataFetcher<?> fetcher;
    private final GraphQLFieldDefinition field;
    private final Set<String> roles;
    private final InputGuard inputs;

    private Guard(DataFetcher<?> fetcher, GraphQLFieldDefinition field, Set<String> roles, InputGuard inputs) {
        this.fetcher = fetcher;
        this.field = field;
        this.roles = roles;
        this.inputs = inputs;
    }

    /** The same schema with a guard before each field that needs one, by its directives alone. */
    static GraphQLSchema over(GraphQLSchema schema) {
        var inputs = new InputGuard(schema);
        var registry = schema.getCodeRegistry().transform(code -> {
            for (var type : schema.getAllTypesAsList()) {
                if (type instanceof GraphQLObjectType object) {
                    object.getFieldDefinitions().forEach(field -> {
                        var at = FieldCoordinates.coordinates(object, field);
                        var fetcher = schema.getCodeRegistry().getDataFetcher(at, field);
                        guard(object, field, fetcher, inputs).ifPresent(guard -> code.dataFetcher(at, guard));
                    });
                }
            }
        });
        return schema.transformWithoutTypes(changed -> changed.codeRegistry(registry));
    }

    private static Optional<Guard> guard(
            GraphQLObjectType type, GraphQLFieldDefinition field, DataFetcher<?> fetcher, InputGuard inputs) {
        var roles = Roles.of(field);
        // nobody without the roles of the type comes as far as its fields
        roles.removeAll(Roles.of(type));
        boolean isOpen = roles.isEmpty()
                && field.getArguments().stream().noneMatch(argument -> inputs.guards(argument.getType()));
        return isOpen ? Optional.empty() : Optional.of(new Guard(fetcher, field, roles, inputs));
    }

    /** Whether what is selected there may be read for the caller; otherwise its field will be refused. */
    public static boolean lets(SelectedField selected, DataFetchingEnvironment environment) {
        var caller = Caller.of(environment.getGraphQlContext());
        var code = environment.getGraphQLSchema().getCodeRegistry();
        for (var type : selected.getObjectTypes()) {
            var field = type.getFieldDefinition(selected.getName());
            if (code.getDataFetcher(FieldCoordinates.coordinates(type, field), field) instanceof Guard guard
                    && guard.refusal(selected.getArguments(), caller).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** The fetcher behind the guard, if there is one. */
    static DataFetcher<?> unguarded(DataFetcher<?> fetcher) {
        return fetcher instanceof Guard guard ? guard.fetcher : fetcher;
    }

    @Override
    public Object get(DataFetchingEnvironment environment) throws Exception {
        var refusal = refusal(environment.getArguments(), Caller.of(environment.getGraphQlContext()));
        if (refusal.isPresent()) {
            throw new ApiException(refusal.get());
        }
        return fetcher.get(environment);
    }

    private Optional<Problem> refusal(Map<String, Object> arguments, Caller caller) {
        return Roles.refusal(field.getName(), roles, caller).or(() -> field.getArguments().stream()
                .flatMap(argument -> inputs
                        .refusal(
                                arguments.get(argument.getName()),
                                argument.getType(),
                                Argument.of(argument.getName()),
                                caller)
                        .stream())
                .findFirst());
    }
}
