package relata.query.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/**
 * `Instant`, in UTC both in the column and in responses, where it is in RFC 3339 format. MariaDB stores microseconds,
 * so a finer time is refused if it is to be stored.
 */
final class DateTimeType implements ColumnType {
    @Override
    public Object read(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.string((String) toPosition(value));
    }

    @Override
    public Object ofInput(Object value, Argument at) {
        var instant = ((OffsetDateTime) value).toInstant();
        if (!DateType.isInRange(((LocalDateTime) toParameter(instant)).getYear())) {
            throw ApiException.badUserInput(at, at + " must be in a year from 1 to 9999, in UTC");
        }
        return instant;
    }

    @Override
    public Object toKeep(Object value, Argument at) {
        var instant = (Instant) ofInput(value, at);
        if (!instant.truncatedTo(ChronoUnit.MICROS).equals(instant)) {
            throw ApiException.badUserInput(at, at + " must have at most 6 digits in the fraction of a second");
        }
        return instant;
    }

    @Override
    public Object toParameter(Object value) {
        return LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC);
    }

    @Override
    public Object toPosition(Object value) {
        return ((LocalDateTime) value).toInstant(ZoneOffset.UTC).toString();
    }

    @Override
    public Object ofPosition(Object value) {
        return OffsetDateTime.parse((String) value);
    }
}
