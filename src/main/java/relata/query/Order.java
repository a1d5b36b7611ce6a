package relata.query;

import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.Argument;

/**
 * The order of a list: a total one, so that a cursor names exactly one position. Where a related row is missing its
 * values are null, and nulls come before all others in ASC and after them in DESC, as MariaDB sorts.
 */
final class Order {
    /** One thing to order by: the attributes that lead to it, and the direction. */
    private record Key(List<String> path, boolean descending) {
        String signature() {
            return String.join(".", path) + (descending ? " desc" : " asc");
        }

        Scope scope(Scope root) {
            return path.subList(0, path.size() - 1).stream().reduce(root, Scope::join, (a, b) -> b);
        }

        String expression(Scope root) {
            Scope scope = scope(root);
            String name = path.get(path.size() - 1);
            return Attributes.counted(scope.entity(), name)
                    .map(list -> count(scope, list.getName()))
                    .orElseGet(() -> scope.path(name));
        }

        /** Where the row is missing there is nothing to count: that is null, not 0. */
        private static String count(Scope scope, String list) {
            String count = scope.count(list, null);
            return scope.required() ? count : "case when %s is not null then %s end".formatted(scope.key(), count);
        }

        boolean nullable(Scope root) {
            return !scope(root).required();
        }
    }

    private static final Key BY_KEY = new Key(List.of(Attributes.KEY), false);

    private final List<Key> keys;

    private Order(List<Key> keys) {
        this.keys = keys;
    }

    /** Reads `orderBy`; nothing behind a key is kept, since no rows are equal there. */
    static Order of(List<?> orderBy, Argument at) {
        var keys = new ArrayList<Key>();
        for (int i = 0; orderBy != null && i < orderBy.size(); i++) {
            keys.add(key((Map<?, ?>) orderBy.get(i), new ArrayList<>(), at.at(i)));
            if (keys.get(i).path.equals(BY_KEY.path)) {
                return new Order(keys);
            }
        }
        keys.add(BY_KEY);
        return new Order(keys);
    }

    private static Key key(Map<?, ?> order, List<String> path, Argument at) {
        var entry = order.entrySet().iterator().next();
        Argument below = at.at(entry.getKey());
        path.add((String) entry.getKey());
        if (entry.getValue() == null) {
            throw ApiException.badUserInput(below, below + " must not be null");
        }
        return entry.getValue() instanceof Map<?, ?> nested
                ? key(nested, path, below)
                : new Key(List.copyOf(path), entry.getValue().equals("DESC"));
    }

    /** Tells this order from all others of the entity. */
    String signature(EntityType<?> entity) {
        return entity.getName() + keys.stream().map(Key::signature).collect(Collectors.joining(", ", " by ", ""));
    }

    /** The attributes that lead to each thing it orders by. */
    List<List<String>> paths() {
        return keys.stream().map(Key::path).toList();
    }

    /** The expressions whose values say where a row stands. */
    List<String> expressions(Scope root) {
        return keys.stream().map(key -> key.expression(root)).toList();
    }

    String clause(Scope root, boolean backward) {
        return keys.stream()
                .map(key -> key.expression(root) + (key.descending != backward ? " desc" : " asc"))
                .collect(Collectors.joining(", "));
    }

    /**
     * The condition for the rows that come behind a position in the direction of reading.
     *
     * @param position the values of {@link #expressions} there
     * @param orAt whether the row at the position itself counts too
     */
    String behind(Scope root, List<?> position, boolean backward, boolean orAt) {
        var alternatives = new ArrayList<String>();
        var equals = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            alternatives.add(all(equals, behind(key, root, position.get(i), key.descending != backward)));
            if (orAt || i < keys.size() - 1) {
                equals.add(equal(key, root, position.get(i)));
            }
        }
        if (orAt) {
            alternatives.add(all(equals, Lookup.ALWAYS));
        }
        return bound(root, position, backward) + String.join(" or ", alternatives) + ")";
    }

    /** Opens the condition. Where it can it starts with a plain bound on the first key, for the sake of its index. */
    private String bound(Scope root, List<?> position, boolean backward) {
        Key first = keys.get(0);
        if (keys.size() == 1 || first.nullable(root)) {
            return "(";
        }
        String operator = first.descending != backward ? " <= " : " >= ";
        return first.expression(root) + operator + root.statement().bind(position.get(0)) + " and (";
    }

    private static String behind(Key key, Scope root, Object value, boolean descending) {
        String expression = key.expression(root);
        if (value == null) {
            return descending ? Lookup.NEVER : expression + " is not null";
        }
        String beyond =
                expression + (descending ? " < " : " > ") + root.statement().bind(value);
        return descending && key.nullable(root) ? "(" + beyond + " or " + expression + " is null)" : beyond;
    }

    private static String equal(Key key, Scope root, Object value) {
        String expression = key.expression(root);
        return value == null
                ? expression + " is null"
                : expression + " = " + root.statement().bind(value);
    }

    private static String all(List<String> equals, String last) {
        return equals.isEmpty() ? last : "(" + String.join(" and ", equals) + " and " + last + ")";
    }
}
