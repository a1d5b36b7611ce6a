package relata.api;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import relata.api.ApiException.Problem;

/**
 * The roles that filters and orders ask for. They are named after types, and their fields after the fields of those,
 * so whoever may not read `Waiter.town` may neither filter nor order by it.
 */
final class InputGuard {
    private static final Pattern NAME = Pattern.compile("(\\w+)(?:Filter|Order)");

    /** The roles of each field of the inputs that stand for a guarded one. */
    private final Map<GraphQLInputObjectType, Map<String, Set<String>>> roles = new HashMap<>();

    /** The inputs that a guarded field is in, or in what they hold. */
    private final Set<GraphQLType> guarded = new HashSet<>();

    InputGuard(GraphQLSchema schema) {
        var inputs = schema.getAllTypesAsList().stream()
                .filter(GraphQLInputObjectType.class::isInstance)
                .map(GraphQLInputObjectType.class::cast)
                .toList();
        for (var input : inputs) {
            var name = NAME.matcher(input.getName());
            if (name.matches() && schema.getType(name.group(1)) instanceof GraphQLObjectType type) {
                roles.put(input, roles(input, type));
            }
        }
        boolean found = true;
        while (found) {
            found = inputs.stream()
                    .filter(input -> !guarded.contains(input) && isGuarded(input))
                    .map(guarded::add)
                    .toList()
                    .contains(true);
        }
    }

    private static Map<String, Set<String>> roles(GraphQLInputObjectType input, GraphQLObjectType type) {
        var roles = new HashMap<String, Set<String>>();
        for (var field : input.getFieldDefinitions()) {
            var all = new HashSet<>(Roles.of(type));
            named(type, field.getName()).map(Roles::of).ifPresent(all::addAll);
            if (!all.isEmpty()) {
                roles.put(field.getName(), all);
            }
        }
        return roles;
    }

    /** The field that one of a filter is named after: `hasRestaurant` asks for the presence of `restaurant`. */
    private static Optional<GraphQLFieldDefinition> named(GraphQLObjectType type, String name) {
        var field = type.getFieldDefinition(name);
        if (field == null && name.matches("has\\p{Lu}.*")) {
            field = type.getFieldDefinition(Character.toLowerCase(name.charAt(3)) + name.substring(4));
        }
        return Optional.ofNullable(field);
    }

    private boolean isGuarded(GraphQLInputObjectType input) {
        return !roles.getOrDefault(input, Map.of()).isEmpty()
                || input.getFieldDefinitions().stream().anyMatch(field -> guards(field.getType()));
    }

    /** Whether an argument of this type may be refused. */
    boolean guards(GraphQLInputType type) {
        return guarded.contains(GraphQLTypeUtil.unwrapAll(type));
    }

    /** Why a caller may not use a value; nothing where they may. */
    Optional<Problem> refusal(Object value, GraphQLInputType type, Argument at, Caller caller) {
        if (!guards(type)) {
            return Optional.empty();
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                var refusal = refusal(list.get(i), type, at.at(i), caller);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        } else if (value instanceof Map<?, ?> object) {
            var input = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(type);
            for (var entry : object.entrySet()) {
                var refusal = refusal(input, (String) entry.getKey(), entry.getValue(), at.at(entry.getKey()), caller);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> refusal(
            GraphQLInputObjectType input, String name, Object value, Argument at, Caller caller) {
        var needed = roles.getOrDefault(input, Map.of()).getOrDefault(name, Set.of());
        return Roles.refusal(at.toString(), needed, caller)
                .map(problem -> problem.with("argument", at.path()))
                .or(() -> refusal(value, input.getFieldDefinition(name).getType(), at, caller));
    }
}
