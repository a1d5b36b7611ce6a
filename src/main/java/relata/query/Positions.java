package relata.query;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.stream.IntStream;
import relata.api.Characters;

/** Holds the values in a cursor, which anybody can write, to what a list is ordered by. */
final class Positions {
    private Positions() {}

    /** Whether a row could stand where the values say: each is of the type that its path leads to from an entity. */
    static boolean isOne(List<?> values, List<List<String>> paths, EntityType<?> entity) {
        return values.size() == paths.size()
                && IntStream.range(0, values.size()).allMatch(i -> isOne(values.get(i), paths.get(i), entity));
    }

    private static boolean isOne(Object value, List<String> path, EntityType<?> from) {
        var entity = from;
        boolean required = true;
        for (String toOne : path.subList(0, path.size() - 1)) {
            var attribute = Attributes.get(entity, toOne);
            required &= Attributes.isRequired(attribute);
            entity = Attributes.target(attribute);
        }
        // what is no attribute is a count
        var type = Attributes.find(entity, path.get(path.size() - 1)).<Class<?>>map(Attribute::getJavaType);
        return value == null ? !required : isOne(value, type.orElse(Long.class));
    }

    private static boolean isOne(Object value, Class<?> type) {
        if (value instanceof String text) {
            return type == String.class && Characters.canBeKept(text);
        }
        return value instanceof Boolean ? type == boolean.class : type.isInstance(value);
    }
}
