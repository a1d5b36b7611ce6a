package relata.api.limit;

import graphql.Scalars;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relata.api.message.RefusedException;

/**
 * Limits on arguments, whether literals or variables. An input type that can contain itself is taken for a filter or an
 * order; inputs of mutations cannot, and have rules of their own.
 */
@Singleton
class ArgumentLimits {
    private final LimitSettings settings;
    private final Set<GraphQLInputObjectType> nesting = new HashSet<>();

    ArgumentLimits(LimitSettings settings, GraphQLSchema schema) {
        this.settings = settings;
        for (var type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLInputObjectType input && reaches(input, input, new HashSet<>())) {
                nesting.add(input);
            }
        }
    }

    private static boolean reaches(GraphQLInputObjectType from, GraphQLType to, Set<GraphQLType> seen) {
        return from.getFieldDefinitions().stream()
                .map(field -> GraphQLTypeUtil.unwrapAll(field.getType()))
                .anyMatch(type -> type == to
                        || (type instanceof GraphQLInputObjectType below
                                && seen.add(below)
                                && reaches(below, to, seen)));
    }

    /** Whether it can exceed a limit, or decide the size of an answer. */
    boolean counts(GraphQLArgument argument) {
        var type = GraphQLTypeUtil.unwrapAll(argument.getType());
        return type == Scalars.GraphQLInt
                || nesting.contains(type)
                || GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(argument.getType()));
    }

    /**
     * Checks the arguments of a field.
     *
     * @return the number of values in its filters and orders
     * @throws RefusedException LIMIT_EXCEEDED
     */
    int check(GraphQLFieldDefinition field, Map<String, Object> arguments) {
        int values = 0;
        for (GraphQLArgument argument : field.getArguments()) {
            Object value = arguments.get(argument.getName());
            var type = GraphQLTypeUtil.unwrapAll(argument.getType());
            if (value != null && nesting.contains(type)) {
                values = count(value, argument.getType(), 0, values);
            } else if (value instanceof List<?> ids && type == Scalars.GraphQLID && ids.size() > settings.nodes()) {
                throw refused("nodes", settings.nodes(), "%s has too many ids".formatted(field.getName()));
            }
        }
        return values;
    }

    /** Adds the values of a filter to the count; the depth is that of the enclosing objects. */
    private int count(Object value, GraphQLInputType type, int depth, int before) {
        int count = before + 1;
        checkValues(count);
        var unwrapped = GraphQLTypeUtil.unwrapAll(type);
        if (value instanceof List<?> list) {
            if (list.size() > settings.filterList()) {
                throw refused("filter-list", settings.filterList(), "A list in a filter has too many elements");
            }
            for (Object element : list) {
                count = count(element, type, depth, count);
            }
        } else if (value instanceof Map<?, ?> object && unwrapped instanceof GraphQLInputObjectType input) {
            int below = depth + (isLevel(input) ? 1 : 0);
            if (below > settings.filterNesting()) {
                throw refused("filter-nesting", settings.filterNesting(), "A filter has too many levels of nesting");
            }
            for (var entry : object.entrySet()) {
                var field = input.getFieldDefinition((String) entry.getKey());
                // an unknown field is reported where variables are read
                if (field != null) {
                    count = count(entry.getValue(), field.getType(), below, count);
                }
            }
        }
        return count;
    }

    /** Whether it is an order, or a filter with a `not`: `{some: …}` and lookups only lead to the next filter. */
    private boolean isLevel(GraphQLInputObjectType input) {
        return nesting.contains(input) && (input.isOneOf() || input.getFieldDefinition("not") != null);
    }

    /** @throws RefusedException LIMIT_EXCEEDED */
    void checkValues(double count) {
        if (count > settings.filterValues()) {
            throw refused("filter-values", settings.filterValues(), "The filters have too many values");
        }
    }

    private static RefusedException refused(String limit, int most, String message) {
        return RefusedException.limitExceeded(
                "relata.limits." + limit, most, "%s: at most %,d are allowed.".formatted(message, most));
    }
}
