package relata.api;

import java.util.ArrayList;
import java.util.List;

/** The path of a value in the arguments of a field, such as `["input", 17, "name"]`. */
public record Argument(List<Object> path) {
    public static Argument of(Object... path) {
        return new Argument(List.of(path));
    }

    /** The value at this name or index below this one. */
    public Argument at(Object key) {
        var below = new ArrayList<>(path);
        below.add(key);
        return new Argument(List.copyOf(below));
    }

    /** As people write it: `input[17].name`. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Object key : path) {
            if (key instanceof Integer) {
                text.append('[').append(key).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(key);
            }
        }
        return text.toString();
    }
}
