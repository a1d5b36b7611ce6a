package relata.query.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/** `boolean` and `Boolean`. */
final class BooleanType implements ColumnType {
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
    public Object toPosition(Object value) {
        return value;
    }

    @Override
    public Object ofPosition(Object value) {
        return (Boolean) value;
    }
}
