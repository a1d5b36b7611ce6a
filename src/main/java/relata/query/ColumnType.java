package relata.query;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import relata.api.Argument;
import relata.api.Characters;
import relata.api.message.JsonBuffer;

/** How the values of a Java type are read from a column, written into an answer, and taken from inputs and cursors. */
enum ColumnType {
    /** Its values are the UTF-8 of the text, which goes into the answer without being decoded. */
    TEXT(Lookup.TEXTS) {
        @Override
        Object read(ResultSet row, int column) throws SQLException {
            return row.getBytes(column);
        }

        @Override
        void write(JsonBuffer json, Object value) {
            json.string((byte[]) value);
        }

        @Override
        Object ofInput(Object value, Argument at) {
            return Characters.check((String) value, at);
        }

        @Override
        Object ofMemory(Object value) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        Object toPosition(Object value) {
            return new String((byte[]) value, StandardCharsets.UTF_8);
        }

        @Override
        boolean isPosition(Object value) {
            return value instanceof String text && Characters.canBeKept(text);
        }
    },

    NUMBER(Lookup.NUMBERS) {
        @Override
        Object read(ResultSet row, int column) throws SQLException {
            long value = row.getLong(column);
            return value == 0 && row.wasNull() ? null : (Long) value;
        }

        @Override
        void write(JsonBuffer json, Object value) {
            json.number((Long) value);
        }

        @Override
        Object ofInput(Object value, Argument at) {
            return ((Number) value).longValue();
        }

        @Override
        boolean isPosition(Object value) {
            return value instanceof Long;
        }
    },

    BOOLEAN(Map.of()) {
        @Override
        Object read(ResultSet row, int column) throws SQLException {
            boolean value = row.getBoolean(column);
            return !value && row.wasNull() ? null : (Boolean) value;
        }

        @Override
        void write(JsonBuffer json, Object value) {
            json.bool((Boolean) value);
        }

        @Override
        Object ofInput(Object value, Argument at) {
            return value;
        }

        @Override
        boolean isPosition(Object value) {
            return value instanceof Boolean;
        }
    };

    private static final Map<Class<?>, ColumnType> BY_JAVA_TYPE = Map.of(
            String.class,
            TEXT,
            Long.class,
            NUMBER,
            Integer.class,
            NUMBER,
            Boolean.class,
            BOOLEAN,
            boolean.class,
            BOOLEAN);

    private final Map<String, Lookup> lookups;

    ColumnType(Map<String, Lookup> lookups) {
        this.lookups = lookups;
    }

    /** @throws IllegalStateException if columns of that type cannot be read yet */
    static ColumnType of(Class<?> javaType) {
        var type = BY_JAVA_TYPE.get(javaType);
        if (type == null) {
            throw new IllegalStateException("No column can have the type " + javaType.getName());
        }
        return type;
    }

    /** The comparisons that a filter has for it. */
    Map<String, Lookup> lookups() {
        return lookups;
    }

    /** The value of a column, counted from 1; null if there is none. */
    abstract Object read(ResultSet row, int column) throws SQLException;

    abstract void write(JsonBuffer json, Object value);

    /** The parameter of a statement that an input value stands for. */
    abstract Object ofInput(Object value, Argument at);

    /** The value as {@link #read} would give it. */
    Object ofMemory(Object value) {
        return value;
    }

    /** The value as a cursor holds it. */
    Object toPosition(Object value) {
        return value;
    }

    /** Whether a cursor can hold that value; it is not null. */
    abstract boolean isPosition(Object value);
}
