package relata.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.Argument;

/**
 * Writes a filter as an HQL condition. The filter is named after attributes, and its nesting is the join. Every
 * condition is true or false, never unknown: the columns are never null, and those of a related row count only where
 * the row is there. So `not` is the exact complement.
 */
final class Filter {
    private Filter() {}

    /** The condition that a filter puts on the rows of a scope. */
    static String condition(Scope scope, Map<?, ?> filter, Argument at) {
        var conditions = new ArrayList<String>();
        filter.forEach((name, value) -> conditions.add(entry(scope, (String) name, value, at.at(name))));
        return all(conditions);
    }

    private static String entry(Scope scope, String name, Object value, Argument at) {
        given(value, at);
        return switch (name) {
            case "and" -> all(each(scope, (List<?>) value, at));
            case "or" -> any(each(scope, (List<?>) value, at));
            case "not" -> not(condition(scope, (Map<?, ?>) value, at));
            default -> attribute(scope, name, value, at);
        };
    }

    private static List<String> each(Scope scope, List<?> filters, Argument at) {
        var conditions = new ArrayList<String>();
        for (int i = 0; i < filters.size(); i++) {
            conditions.add(condition(scope, (Map<?, ?>) filters.get(i), at.at(i)));
        }
        return conditions;
    }

    private static String attribute(Scope scope, String name, Object value, Argument at) {
        var found = Attributes.find(scope.entity(), name);
        if (found.isEmpty()) {
            return presence(scope, toOneOf(name), (Boolean) value);
        }
        var attribute = found.get();
        if (attribute.isCollection()) {
            return list(scope, name, (Map<?, ?>) value, at);
        }
        if (attribute.isAssociation()) {
            Scope other = scope.join(name);
            String condition = condition(other, (Map<?, ?>) value, at);
            return other.required() ? condition : "(" + isThere(other) + " and " + condition + ")";
        }
        return ColumnFilter.condition(scope, attribute, value, at);
    }

    /** `hasRestaurant` asks for the presence of `restaurant`. */
    static String toOneOf(String has) {
        return Character.toLowerCase(has.charAt(3)) + has.substring(4);
    }

    private static String presence(Scope scope, String toOne, boolean wanted) {
        String isThere = isThere(scope.join(toOne));
        return wanted ? isThere : not(isThere);
    }

    private static String isThere(Scope scope) {
        return scope.key() + " is not null";
    }

    private static String list(Scope scope, String name, Map<?, ?> filter, Argument at) {
        var conditions = new ArrayList<String>();
        filter.forEach((key, value) -> {
            Argument below = at.at(key);
            Scope.Condition condition = other -> condition(other, (Map<?, ?>) given(value, below), below);
            conditions.add(
                    switch ((String) key) {
                        case "some" -> scope.exists(name, condition);
                        case "none" -> not(scope.exists(name, condition));
                        case "every" -> not(scope.exists(name, other -> not(condition.on(other))));
                        default ->
                            ColumnFilter.numbers(
                                    scope, scope.count(name, null), (Map<?, ?>) given(value, below), below);
                    });
        });
        return all(conditions);
    }

    /** To take a null for no condition would widen the answer. */
    static Object given(Object value, Argument at) {
        if (value == null) {
            throw ApiException.badUserInput(at, at + " must not be null: leave it out to put no condition");
        }
        return value;
    }

    static String all(List<String> conditions) {
        return conditions.isEmpty() ? "1 = 1" : conditions.stream().collect(Collectors.joining(" and ", "(", ")"));
    }

    private static String any(List<String> conditions) {
        return conditions.isEmpty() ? Lookup.NEVER : conditions.stream().collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String not(String condition) {
        return "not (" + condition + ")";
    }
}
