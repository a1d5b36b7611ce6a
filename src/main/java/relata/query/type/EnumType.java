package relata.query.type;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/** An enum, whose names are text in the column, and sorted as text. */
@SuppressWarnings({"unchecked", "rawtypes"})
record EnumType(Class<?> type) implements ColumnType {
    @Override
    public Object read(ResultSet row, int column) throws SQLException {
        return row.getBytes(column);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.string((byte[]) value);
    }

    /** The schema gives a name, unless it was told of the Java enum. */
    @Override
    public Object ofInput(Object value, Argument at) {
        return value instanceof String name ? Enum.valueOf((Class) type, name) : value;
    }

    @Override
    public Object toParameter(Object value) {
        return ((Enum<?>) value).name();
    }

    @Override
    public Object toRow(Object value) {
        return ((Enum<?>) value).name().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object toPosition(Object value) {
        return new String((byte[]) value, StandardCharsets.UTF_8);
    }

    @Override
    public Object ofPosition(Object value) {
        return (String) value;
    }
}
