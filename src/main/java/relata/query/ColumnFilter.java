package relata.query;

import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.Argument;
import relata.api.Characters;

/**
 * Writes the part of a filter that is about one column, or about a count.
 *
 * @param holds whether the condition is to be the filter, or its complement
 */
record ColumnFilter(Statement statement, String column, boolean holds) {
    String condition(EntityType<?> entity, SingularAttribute<?, ?> attribute, Object value, Argument at) {
        if (value instanceof Boolean flag) {
            return Lookup.NUMBERS.get("exact").write(statement, column, flag.equals(holds));
        }
        Map<?, ?> lookups = (Map<?, ?>) value;
        if (attribute.isId()) {
            return lookups(
                    Lookup.NUMBERS,
                    lookups,
                    at,
                    (id, where) -> GlobalId.parseKey((String) id, entity.getName(), where));
        }
        return attribute.getJavaType() == String.class
                ? lookups(Lookup.TEXTS, lookups, at, (text, where) -> Characters.check((String) text, where))
                : numbers(lookups, at);
    }

    String numbers(Map<?, ?> lookups, Argument at) {
        return lookups(Lookup.NUMBERS, lookups, at, (number, where) -> ((Number) number).longValue());
    }

    private String lookups(Map<String, Lookup> known, Map<?, ?> lookups, Argument at, Conversion conversion) {
        var conditions = new ArrayList<String>();
        lookups.forEach((name, value) -> {
            Object converted = convert(value, at.at(name), conversion);
            if (Lookup.PATTERNS.contains(name)) {
                statement.pattern((String) converted, at.at(name));
            }
            Lookup lookup = known.get(name);
            conditions.add(
                    holds ? lookup.write(statement, column, converted) : lookup.writeNot(statement, column, converted));
        });
        return Filter.join(conditions, holds);
    }

    private static Object convert(Object value, Argument at, Conversion conversion) {
        if (!(Filter.given(value, at) instanceof List<?> values)) {
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
