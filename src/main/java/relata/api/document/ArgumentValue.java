package relata.api.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of an argument in a document, or one in it. */
sealed interface ArgumentValue {
    Object in(Map<String, Object> variables);

    /** Whether it has a value, even null. */
    default boolean isGiven(Map<String, Object> variables) {
        return true;
    }

    record Constant(Object value) implements ArgumentValue {
        @Override
        public Object in(Map<String, Object> variables) {
            return value;
        }
    }

    /** @param otherwise the default of its place, if there is one, or else null */
    record Variable(String name, Constant otherwise) implements ArgumentValue {
        @Override
        public Object in(Map<String, Object> variables) {
            return otherwise == null || variables.containsKey(name) ? variables.get(name) : otherwise.value;
        }

        @Override
        public boolean isGiven(Map<String, Object> variables) {
            return otherwise != null || variables.containsKey(name);
        }
    }

    record Elements(List<ArgumentValue> parts) implements ArgumentValue {
        @Override
        public Object in(Map<String, Object> variables) {
            var values = new ArrayList<>(parts.size());
            for (var part : parts) {
                values.add(part.in(variables));
            }
            return values;
        }
    }

    record Entries(Map<String, ArgumentValue> parts) implements ArgumentValue {
        @Override
        public Object in(Map<String, Object> variables) {
            var values = new LinkedHashMap<String, Object>();
            for (var part : parts.entrySet()) {
                if (part.getValue().isGiven(variables)) {
                    values.put(part.getKey(), part.getValue().in(variables));
                }
            }
            return values;
        }
    }
}
