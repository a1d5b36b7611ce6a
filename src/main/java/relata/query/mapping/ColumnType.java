package relata.query.mapping;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import relata.api.Argument;
import relata.api.Characters;
import relata.api.message.JsonBuffer;

/** How the values of a Java type are read from a column, written into an answer, and taken from inputs and cursors. */
public enum ColumnType {
    /** Its values are the UTF-8 of the text, which goes into the answer without being decoded. */
    TEXT {
        @Override
        public Object read(ResultSet row, int column) throws SQLException {
            return row.getBytes(column);
        }

        @Override
        public void write(JsonBuffer json, Object value) {
            json.string((byte[]) value);
        }

        @Override
        public Object ofInput(Object value, Argument at) {
            return Characters.check((String) value, at);
        }

        @Override
        public Object ofMemory(Object value) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object toPosition(Object value) {
            return new String((byte[]) value, StandardCharsets.UTF_8);
        }

        @Override
        public boolean isPosition(Object value) {
            return value instanceof String text && Characters.canBeKept(text);
        }
    },

    NUMBER {
        @Override
        public Object read(ResultSet row, int column) throws SQLException {
            long value = row.getLong(column);
            return value == 0 && row.wasNull() ? null : (Long) value;
        }

        @Override
        public void write(JsonBuffer json, Object value) {
            json.number((Long) value);
        }

        @Override
        public Object ofInput(Object value, Argument at) {
            return ((Number) value).longValue();
        }

        @Override
        public boolean isPosition(Object value) {
            return value instanceof Long;
        }
    },

    BOOLEAN {
        @Override
        public Object read(ResultSet row, int column) throws SQLException {
            boolean value = row.getBoolean(column);
            return !value && row.wasNull() ? null : (Boolean) value;
        }

        @Override
        public void write(JsonBuffer json, Object value) {
            json.bool((Boolean) value);
        }

        @Override
        public Object ofInput(Object value, Argument at) {
            return value;
        }

        @Override
        public boolean isPosition(Object value) {
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

    /** @throws IllegalStateException if columns of that type cannot be read yet */
    public static ColumnType of(Class<?> javaType) {
        var type = BY_JAVA_TYPE.get(javaType);
        if (type == null) {
            throw new IllegalStateException("No column can have the type " + javaType.getName());
        }
        return type;
    }

    /** The value of a column, counted from 1; null if there is none. */
    public abstract Object read(ResultSet row, int column) throws SQLException;

    public abstract void write(JsonBuffer json, Object value);

    /** The parameter of a statement that an input value stands for. */
    public abstract Object ofInput(Object value, Argument at);

    /** The value as {@link #read} would give it. */
    public Object ofMemory(Object value) {
        return value;
    }

    /** The value as a cursor holds it. */
    public Object toPosition(Object value) {
        return value;
    }

    /** Whether a cursor can hold that value; it is not null. */
    public abstract boolean isPosition(Object value);
}
