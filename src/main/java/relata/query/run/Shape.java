package relata.query.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.query.mapping.Direction;

/**
 * The arguments of some fields, split into what a statement's text depends on, and the values of its parameters. All
 * requests whose arguments have the same {@link #key} are answered by the same statements.
 *
 * <p>Flags, directions, nulls and the number of elements are part of the key; texts and numbers are values.
 */
public final class Shape {
    /**
     * The place of a value in the {@link #values}.
     *
     * @param contracts whether what follows its last character may change how that sorts
     */
    public record Leaf(int index, boolean contracts) {}

    /** The last one before the characters that may share a collation weight with the next character. */
    private static final char LAST_BY_ITSELF = '\u02FF';

    private final StringBuilder key = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    public String key() {
        return key.toString();
    }

    public List<Object> values() {
        return values;
    }

    /** Adds something else that the statement's text depends on. */
    public Shape add(char what) {
        key.append(what);
        return this;
    }

    /** Adds the arguments of a field, or any value in them. */
    public Shape add(Object value) {
        if (value instanceof Map<?, ?> object) {
            key.append('{');
            for (var entry : object.entrySet()) {
                key.append(entry.getKey()).append(':');
                add(entry.getValue());
            }
            key.append('}');
        } else if (value instanceof List<?> list) {
            add(list);
        } else if (value == null || value instanceof Boolean || value instanceof Direction) {
            key.append(value).append(',');
        } else {
            key.append(contracts(value) ? 'c' : 'v');
            values.add(value);
        }
        return this;
    }

    private void add(List<?> list) {
        key.append('[');
        for (Object element : padded(list)) {
            if (element instanceof Map) {
                add(element);
            } else {
                key.append('v');
                values.add(element);
            }
        }
        key.append(']');
    }

    /**
     * Pads values of a list to a power of two, so that there are few statements. Filters and orders are not padded, as
     * each has its own text.
     */
    private static List<?> padded(List<?> list) {
        int size = list.size();
        if (Integer.bitCount(size) < 2 || list.get(0) instanceof Map) {
            return list;
        }
        var padded = new ArrayList<Object>(list);
        Object last = list.get(size - 1);
        for (int to = Integer.highestOneBit(size) << 1; padded.size() < to; ) {
            padded.add(last);
        }
        return padded;
    }

    private static boolean contracts(Object value) {
        return value instanceof String text && !text.isEmpty() && text.charAt(text.length() - 1) > LAST_BY_ITSELF;
    }

    /** The arguments with a {@link Leaf} for each value, numbered from `first` in the order of {@link #add}. */
    public static Object template(Object value, int[] first) {
        if (value instanceof Map<?, ?> object) {
            var template = new LinkedHashMap<Object, Object>();
            object.forEach((name, below) -> template.put(name, template(below, first)));
            return template;
        }
        if (value instanceof List<?> list) {
            var template = new ArrayList<>();
            padded(list)
                    .forEach(element -> template.add(
                            element instanceof Map ? template(element, first) : new Leaf(first[0]++, false)));
            return template;
        }
        return value == null || value instanceof Boolean || value instanceof Direction
                ? value
                : new Leaf(first[0]++, contracts(value));
    }
}
