package relata.query.sql;

import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.Argument;
import relata.query.mapping.Attributes;

/**
 * Writes a filter as an SQL condition. Its fields are named after attributes, and nesting means a join. Every condition
 * is true or false, never unknown: no lookup but `isNull` holds for null, and conditions on a related row hold only if
 * it exists. So `not` is the exact complement.
 *
 * @param holds whether to write the filter, or else its complement
 */
public record Filter(Scope scope, boolean holds) {
    /** The condition that a filter puts on the rows of a scope. */
    public static String condition(Scope scope, Map<?, ?> filter, Argument at) {
        return new Filter(scope, true).object(filter, at);
    }

    private String object(Map<?, ?> filter, Argument at) {
        var conditions = new ArrayList<String>();
        filter.forEach((name, value) ->
                conditions.add(entry((String) name, Conditions.given(value, at.at(name)), at.at(name))));
        return Conditions.join(conditions, holds);
    }

    private String entry(String name, Object value, Argument at) {
        return switch (name) {
            case "and" -> Conditions.join(each((List<?>) value, at), holds);
            case "or" -> Conditions.join(each((List<?>) value, at), !holds);
            case "not" -> new Filter(scope, !holds).object((Map<?, ?>) value, at);
            default -> attribute(name, value, at);
        };
    }

    private List<String> each(List<?> filters, Argument at) {
        var conditions = new ArrayList<String>();
        for (int i = 0; i < filters.size(); i++) {
            conditions.add(object((Map<?, ?>) filters.get(i), at.at(i)));
        }
        return conditions;
    }

    private String attribute(String name, Object value, Argument at) {
        var found = Attributes.find(scope.entity(), name);
        if (found.isEmpty()) {
            return isThere(scope.join(toOneOf(name)), value.equals(holds));
        }
        var attribute = found.get();
        if (attribute.isCollection()) {
            return list(name, (Map<?, ?>) value, at);
        }
        if (attribute.isAssociation()) {
            return related(scope.join(name), (Map<?, ?>) value, at);
        }
        return new ColumnFilter(scope, holds).condition((SingularAttribute<?, ?>) attribute, value, at);
    }

    /** Whether a field of that name tests whether a related record exists. */
    public static boolean isPresence(EntityType<?> entity, String name) {
        return name.matches("has[A-Z].*")
                && Attributes.find(entity, toOneOf(name))
                        .map(Attributes::isToOne)
                        .orElse(false);
    }

    /** `hasRestaurant` tests whether `restaurant` exists. */
    private static String toOneOf(String has) {
        return Character.toLowerCase(has.charAt(3)) + has.substring(4);
    }

    private static String isThere(Scope other, boolean wanted) {
        return other.key() + (wanted ? " is not null" : " is null");
    }

    private String related(Scope other, Map<?, ?> filter, Argument at) {
        String condition = new Filter(other, holds).object(filter, at);
        return other.required() ? condition : Conditions.join(List.of(isThere(other, holds), condition), holds);
    }

    private String list(String name, Map<?, ?> filter, Argument at) {
        var conditions = new ArrayList<String>();
        filter.forEach((key, value) -> {
            Argument below = at.at(key);
            Map<?, ?> nested = (Map<?, ?>) Conditions.given(value, below);
            conditions.add(
                    switch ((String) key) {
                        case "some" -> exists(name, nested, true, below, holds);
                        case "none" -> exists(name, nested, true, below, !holds);
                        case "every" -> exists(name, nested, false, below, !holds);
                        default ->
                            new ColumnFilter(scope, holds).numbers(new ToMany(scope, name).count(), nested, below);
                    });
        });
        return Conditions.join(conditions, holds);
    }

    /** Whether the list has a row, or else has none, that satisfies the filter or its complement. */
    private String exists(String list, Map<?, ?> filter, boolean satisfies, Argument at, boolean wanted) {
        String exists = new ToMany(scope, list).exists(other -> new Filter(other, satisfies).object(filter, at));
        return wanted ? exists : "not " + exists;
    }
}
