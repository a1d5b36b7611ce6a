package relata.query.type;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import relata.api.Argument;
import relata.api.Characters;
import relata.api.message.JsonBuffer;

/** `String`. Reads the text as UTF-8, which goes into the response without being decoded. */
class TextType implements ColumnType {
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
    public Object toRow(Object value) {
        return ((String) value).getBytes(StandardCharsets.UTF_8);
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
