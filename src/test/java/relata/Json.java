package relata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A JSON text. Its parts have paths as in `places.nodes[0].id`; `places.nodes.id` has the ids of all nodes.
 * RestAssured's JsonPath supports more paths, but runs a compiler for each.
 */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Object root;

    private Json(Object root) {
        this.root = root;
    }

    public static Json of(String text) {
        try {
            return new Json(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The JSON text of a value. Surrogates are escaped, so lone ones are kept. */
    public static String write(Object value) {
        try {
            return new String(MAPPER.writeValueAsBytes(value), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public Json at(String path) {
        return new Json(get(path));
    }

    /** Null if there is none. */
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        Object part = root;
        for (String step : path.split("[.\\[]")) {
            part = step.isEmpty() ? part : step(part, step);
        }
        return (T) part;
    }

    private static Object step(Object part, String step) {
        if (part instanceof List<?> list) {
            return step.endsWith("]")
                    ? list.get(Integer.parseInt(step.substring(0, step.length() - 1)))
                    : list.stream()
                            .filter(Objects::nonNull)
                            .map(element -> step(element, step))
                            .toList();
        }
        return part instanceof Map<?, ?> map ? map.get(step) : null;
    }

    public String getString(String path) {
        Object part = get(path);
        return part == null ? null : part.toString();
    }

    public int getInt(String path) {
        return get(path);
    }

    public <T> List<T> getList(String path) {
        return get(path);
    }

    public <V> Map<String, V> getMap(String path) {
        return get(path);
    }

    @Override
    public String toString() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
