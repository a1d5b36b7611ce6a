package relata.api.limit;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many records an operation could return at most. A page or a list multiplies the cost of what is below it by its
 * size; to-one relations are read along with their parent. The cost of a fragment does not depend on where it is
 * spread, so it is computed once.
 */
final class Cost {
    /** The size of a list without a given size. */
    private static final int LIST = 10;

    private final GraphQLSchema schema;
    private final ArgumentLimits limits;
    private final Variables variables;
    private final Fragments<Sum> fragments;

    private Cost(GraphQLSchema schema, ArgumentLimits limits, Document document, Variables variables) {
        this.schema = schema;
        this.limits = limits;
        this.variables = variables;
        this.fragments = new Fragments<>(document, Sum.NONE);
    }

    /** The cost of some selections: the records they return, and the values in their filters. Neither overflows. */
    record Sum(double records, double filterValues) {
        static final Sum NONE = new Sum(0, 0);

        Sum and(Sum other) {
            return new Sum(records + other.records, filterValues + other.filterValues);
        }
    }

    /**
     * Counts an operation.
     *
     * @throws RefusedException LIMIT_EXCEEDED if one of its arguments exceeds a limit
     */
    static Sum of(
            OperationDefinition operation,
            Document document,
            Map<String, Object> variables,
            GraphQLSchema schema,
            ArgumentLimits limits) {
        var cost = new Cost(schema, limits, document, new Variables(operation, variables));
        return cost.of(operation.getSelectionSet(), RootType.of(operation, schema));
    }

    private Sum of(SelectionSet selections, GraphQLType type) {
        var sum = Sum.NONE;
        if (selections != null) {
            for (var selection : selections.getSelections()) {
                sum = sum.and(of(selection, type));
            }
        }
        return sum;
    }

    private Sum of(Selection<?> selection, GraphQLType type) {
        if (selection instanceof FragmentSpread spread) {
            return fragments.get(
                    spread.getName(),
                    fragment -> of(
                            fragment.getSelectionSet(),
                            schema.getType(fragment.getTypeCondition().getName())));
        }
        if (selection instanceof InlineFragment inline) {
            var condition = inline.getTypeCondition();
            return of(inline.getSelectionSet(), condition == null ? type : schema.getType(condition.getName()));
        }
        var field = (Field) selection;
        // a union has no fields but __typename
        if (field.getName().startsWith("__") || !(type instanceof GraphQLFieldsContainer container)) {
            return Sum.NONE;
        }
        return of(field, container.getFieldDefinition(field.getName()), container);
    }

    private Sum of(Field field, GraphQLFieldDefinition definition, GraphQLFieldsContainer parent) {
        var type = GraphQLTypeUtil.unwrapAll(definition.getType());
        var arguments = new HashMap<String, Object>();
        for (Argument argument : field.getArguments()) {
            arguments.put(argument.getName(), variables.of(argument.getValue()));
        }
        double values = limits.check(definition, arguments);
        var below = of(field.getSelectionSet(), type);
        double records = below.records;
        if (isPage(type)) {
            records *= size(arguments, Sizes.PAGE, Sizes.MOST_OF_A_PAGE);
        } else if (GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(definition.getType()))) {
            // the page above has already multiplied the cost of its lists
            int size = isPage(parent)
                    ? 1
                    : definition.getArgument("first") == null
                            ? elements(arguments)
                            : size(arguments, LIST, Sizes.MOST_OF_A_LIST);
            records = size * Math.max(1, records);
        }
        return new Sum(records, values + below.filterValues);
    }

    /** Whether it is a connection, as the Relay specification calls it. */
    private static boolean isPage(GraphQLType type) {
        return type instanceof GraphQLObjectType object && object.getFieldDefinition("pageInfo") != null;
    }

    private static int size(Map<String, Object> arguments, int otherwise, int most) {
        for (String name : new String[] {"first", "last"}) {
            if (arguments.get(name) instanceof Number size) {
                // a larger size is an error of its own
                return (int) Math.max(0, Math.min(most, size.doubleValue()));
            }
        }
        return otherwise;
    }

    /** Such a list is as long as the list in the arguments. */
    private static int elements(Map<String, Object> arguments) {
        return arguments.values().stream()
                .filter(Collection.class::isInstance)
                .mapToInt(list -> ((Collection<?>) list).size())
                .max()
                .orElse(LIST);
    }
}
