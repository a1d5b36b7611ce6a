package relata.query.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/** `LocalDate`, in ISO 8601 format. */
final class DateType implements ColumnType {
    /** The last year of MariaDB's DATE. */
    private static final int LAST_YEAR = 9999;

    @Override
    public Object read(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.string(value.toString());
    }

    @Override
    public Object ofInput(Object value, Argument at) {
        var date = (LocalDate) value;
        if (!isInRange(date.getYear())) {
            throw ApiException.badUserInput(at, at + " must be in a year from 1 to " + LAST_YEAR);
        }
        return date;
    }

    static boolean isInRange(int year) {
        return year >= 1 && year <= LAST_YEAR;
    }

    @Override
    public Object toPosition(Object value) {
        return value.toString();
    }

    @Override
    public Object ofPosition(Object value) {
        return LocalDate.parse((String) value);
    }
}
