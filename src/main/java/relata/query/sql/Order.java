package relata.query.sql;

import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.Argument;
import relata.query.mapping.Attributes;
import relata.query.mapping.Direction;
import relata.query.type.ColumnType;

/**
 * The total order of a list, so that a cursor identifies exactly one position. The values of a missing related row are
 * null. Nulls come first in ASC and last in DESC, as MariaDB sorts them.
 */
public final class Order {
    private static final OrderKey BY_KEY = new OrderKey(List.of(Attributes.KEY), false);

    private final List<OrderKey> keys;

    private Order(List<OrderKey> keys) {
        this.keys = keys;
    }

    /** Reads `orderBy`. Drops everything after a unique key, since no two rows are equal there. */
    public static Order of(EntityType<?> entity, List<?> orderBy) {
        var keys = new ArrayList<OrderKey>();
        for (int i = 0; orderBy != null && i < orderBy.size(); i++) {
            var at = Argument.of("orderBy").at(i);
            keys.add(key((Map<?, ?>) orderBy.get(i), new ArrayList<>(), at));
            if (keys.get(i).isUnique(entity)) {
                return new Order(keys);
            }
        }
        keys.add(BY_KEY);
        return new Order(keys);
    }

    private static OrderKey key(Map<?, ?> order, List<String> path, Argument at) {
        var entry = order.entrySet().iterator().next();
        Argument below = at.at(entry.getKey());
        path.add((String) entry.getKey());
        if (entry.getValue() == null) {
            throw ApiException.badUserInput(below, below + " must not be null");
        }
        return entry.getValue() instanceof Map<?, ?> nested
                ? key(nested, path, below)
                : new OrderKey(List.copyOf(path), entry.getValue() == Direction.DESC);
    }

    /** Distinguishes this order from all others of the entity. */
    public String signature(EntityType<?> entity) {
        return entity.getName() + keys.stream().map(OrderKey::signature).collect(Collectors.joining(", ", " by ", ""));
    }

    /**
     * Makes the table with the index of the first key come first, if it shares its primary key with the rows and has
     * one row for each of them.
     */
    public void lead(Scope root) {
        OrderKey first = keys.get(0);
        Scope scope = first.scope(root);
        if (scope != root
                && scope.required()
                && !first.name().equals(Attributes.KEY)
                && Attributes.counted(scope.entity(), first.name()).isEmpty()
                && scope.key().equals(root.key())) {
            root.lead(scope);
        }
    }

    /** Whether it is by the key alone. */
    public boolean isByKey() {
        return keys.get(0).path().equals(BY_KEY.path());
    }

    public boolean isByKeyAscending() {
        return isByKey() && !keys.get(0).descending();
    }

    /**
     * The parameters for the values of a cursor; empty if no row of the entity can have them, as anybody can write a
     * cursor.
     */
    Optional<List<?>> position(List<?> values, EntityType<?> entity) {
        if (values.size() != keys.size()) {
            return Optional.empty();
        }
        var position = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            var parameter = parameter(values.get(i), keys.get(i).type(entity));
            if (parameter.isEmpty() && !(values.get(i) == null && keys.get(i).nullable(entity))) {
                return Optional.empty();
            }
            position.add(parameter.orElse(null));
        }
        return Optional.of(position);
    }

    private static Optional<Object> parameter(Object value, ColumnType type) {
        try {
            return Optional.ofNullable(value)
                    .map(type::ofPosition)
                    .map(input -> type.toParameter(type.ofInput(input, Argument.of())));
        } catch (RuntimeException noSuchValue) {
            return Optional.empty();
        }
    }

    /** The types of {@link #expressions}. */
    public List<ColumnType> types(EntityType<?> entity) {
        return keys.stream().map(key -> key.type(entity)).toList();
    }

    /** The expressions whose values determine the position of a row. */
    public List<String> expressions(Scope root) {
        return keys.stream().map(key -> expression(key, root)).toList();
    }

    /**
     * The expression of one key. The last one is the row's own key, taken from the table of the key before it if the
     * two tables share theirs: an index there has it after that column.
     */
    private String expression(OrderKey key, Scope root) {
        if (key == BY_KEY && keys.size() > 1) {
            OrderKey last = keys.get(keys.size() - 2);
            Scope before = last.scope(root);
            if (before != root
                    && !last.name().equals(Attributes.KEY)
                    && before.key().equals(root.key())) {
                return before.ownKey();
            }
        }
        return key.expression(root);
    }

    public String clause(Scope root, boolean backward) {
        return keys.stream()
                .map(key -> expression(key, root) + (key.descending() != backward ? " desc" : " asc"))
                .collect(Collectors.joining(", "));
    }

    /**
     * The condition for the rows that come after a position in the direction of reading.
     *
     * @param position the values of {@link #expressions} there: each request has its own, with nulls at the same places
     * @param orAt whether to include the row at the position
     */
    public String behind(Scope root, List<?> position, boolean backward, boolean orAt) {
        var alternatives = new ArrayList<String>();
        var equals = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            OrderKey key = keys.get(i);
            String expression = expression(key, root);
            String value = position.get(i) == null ? null : bind(root, i);
            alternatives.add(
                    all(equals, behind(expression, value, key.descending() != backward, key.nullable(root.entity()))));
            if (orAt || i < keys.size() - 1) {
                equals.add(value == null ? expression + " is null" : expression + " = " + value);
            }
        }
        if (orAt) {
            alternatives.add(all(equals, Conditions.ALWAYS));
        }
        return bound(root, backward) + String.join(" or ", alternatives) + ")";
    }

    private static String bind(Scope root, int key) {
        return root.statement().bind(run -> run.position(key));
    }

    /** Opens the condition, if possible with a plain bound on the first key, so that its index is used. */
    private String bound(Scope root, boolean backward) {
        OrderKey first = keys.get(0);
        if (keys.size() == 1 || first.nullable(root.entity())) {
            return "(";
        }
        String operator = first.descending() != backward ? " <= " : " >= ";
        return expression(first, root) + operator + bind(root, 0) + " and (";
    }

    private static String behind(String expression, String value, boolean descending, boolean nullable) {
        if (value == null) {
            return descending ? Conditions.NEVER : expression + " is not null";
        }
        String beyond = expression + (descending ? " < " : " > ") + value;
        return descending && nullable ? "(" + beyond + " or " + expression + " is null)" : beyond;
    }

    private static String all(List<String> equals, String last) {
        return equals.isEmpty() ? last : "(" + String.join(" and ", equals) + " and " + last + ")";
    }
}
