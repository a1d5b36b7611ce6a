package relata.api.limit;

import graphql.language.Argument;
import graphql.schema.GraphQLFieldDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cost of a field. A page or a list multiplies the cost of what is below it by its size; to-one relations are read
 * along with their parent.
 *
 * @param arguments those that count
 */
record FieldCost(
        GraphQLFieldDefinition definition,
        List<Argument> arguments,
        Kind kind,
        ArgumentLimits limits,
        boolean isSteady,
        Cost below)
        implements Cost {
    /** The size of a list without a given size. */
    private static final int LIST = 10;

    /** What a field returns. */
    enum Kind {
        ONE_RECORD,
        PAGE,
        /** The page has already multiplied the cost of its lists. */
        LIST_OF_PAGE,
        LIST_WITH_SIZE,
        /** As long as the list in the arguments. */
        LIST_OF_ARGUMENT
    }

    @Override
    public Sum of(Variables variables) {
        Map<String, Object> values = new HashMap<>();
        for (var argument : arguments) {
            values.put(argument.getName(), variables.of(argument.getValue()));
        }
        double filterValues = limits.check(definition, values);
        var sum = below.of(variables);
        return new Sum(records(values, sum.records()), filterValues + sum.filterValues());
    }

    private double records(Map<String, Object> values, double below) {
        return switch (kind) {
            case ONE_RECORD -> below;
            case PAGE -> below * size(values, Sizes.PAGE, Sizes.MOST_OF_A_PAGE);
            case LIST_OF_PAGE -> Math.max(1, below);
            case LIST_WITH_SIZE -> Math.max(1, below) * size(values, LIST, Sizes.MOST_OF_A_LIST);
            case LIST_OF_ARGUMENT -> Math.max(1, below) * elements(values);
        };
    }

    private static int size(Map<String, Object> values, int otherwise, int most) {
        for (String name : List.of("first", "last")) {
            if (values.get(name) instanceof Number size) {
                // a larger size is an error of its own
                return (int) Math.max(0, Math.min(most, size.doubleValue()));
            }
        }
        return otherwise;
    }

    private static int elements(Map<String, Object> values) {
        return values.values().stream()
                .filter(Collection.class::isInstance)
                .mapToInt(list -> ((Collection<?>) list).size())
                .max()
                .orElse(LIST);
    }
}
