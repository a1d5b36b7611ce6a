package relata.query;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.Argument;
import relata.api.Characters;

/** Writes the lookups on one column, or on a count, as an HQL condition. */
final class ColumnFilter {
    private ColumnFilter() {}

    static String condition(Scope scope, Attribute<?, ?> attribute, Object filter, Argument at) {
        String column = scope.path(attribute.getName());
        if (filter instanceof Boolean) {
            return Lookup.NUMBERS.get("exact").write(scope.statement(), column, filter);
        }
        Map<?, ?> lookups = (Map<?, ?>) filter;
        if (((SingularAttribute<?, ?>) attribute).isId()) {
            String type = scope.entity().getName();
            Conversion key = (id, below) -> GlobalId.parseKey((String) id, type, below);
            return all(scope, column, Lookup.NUMBERS, lookups, at, key);
        }
        Conversion text = (value, below) -> Characters.check((String) value, below);
        return attribute.getJavaType() == String.class
                ? all(scope, column, Lookup.TEXTS, lookups, at, text)
                : numbers(scope, column, lookups, at);
    }

    static String numbers(Scope scope, String expression, Map<?, ?> lookups, Argument at) {
        Conversion number = (value, below) -> ((Number) value).longValue();
        return all(scope, expression, Lookup.NUMBERS, lookups, at, number);
    }

    private static String all(
            Scope scope,
            String expression,
            Map<String, Lookup> known,
            Map<?, ?> lookups,
            Argument at,
            Conversion conversion) {
        var conditions = new ArrayList<String>();
        lookups.forEach((name, value) -> {
            Argument below = at.at(name);
            Object converted = convert(Filter.given(value, below), below, conversion);
            if (Lookup.PATTERNS.contains(name)) {
                scope.statement().pattern((String) converted, below);
            }
            conditions.add(known.get(name).write(scope.statement(), expression, converted));
        });
        return Filter.all(conditions);
    }

    private static Object convert(Object value, Argument at, Conversion conversion) {
        if (!(value instanceof List<?> values)) {
            return conversion.convert(value, at);
        }
        var converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            converted.add(conversion.convert(values.get(i), at.at(i)));
        }
        return converted;
    }

    /** From a value of the API to one of the database. */
    @FunctionalInterface
    private interface Conversion {
        Object convert(Object value, Argument at);
    }
}
