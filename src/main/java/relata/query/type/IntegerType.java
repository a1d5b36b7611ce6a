package relata.query.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/**
 * `Integer` and `Long`, which are `long` in rows, parameters and cursors.
 *
 * @param toAttribute converts a number to the attribute's own type
 */
record IntegerType(Function<Number, Number> toAttribute) implements ColumnType {
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
        return toAttribute.apply((Number) value);
    }

    @Override
    public Object toParameter(Object value) {
        return ((Number) value).longValue();
    }

    @Override
    public Object toPosition(Object value) {
        return value;
    }

    @Override
    public Object ofPosition(Object value) {
        return (Long) value;
    }
}
