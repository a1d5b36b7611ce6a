package relata.query.type;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/**
 * `BigDecimal`. Responses have no trailing zeros in the fraction, and no exponent.
 *
 * @param precision the maximum number of digits in the column
 * @param scale the maximum number of fraction digits in the column
 */
record DecimalType(int precision, int scale) implements ColumnType {
    /** The limits of MariaDB's DECIMAL. */
    private static final int MOST_DIGITS = 65;

    private static final int MOST_FRACTION_DIGITS = 38;

    @Override
    public Object read(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.raw(JsonBuffer.ascii((String) toPosition(value)));
    }

    @Override
    public Object ofInput(Object value, Argument at) {
        // before anything else: a number of a few characters can have billions of digits
        var number = (BigDecimal) value;
        long digits =
                Math.max(number.precision(), Math.max((long) number.precision() - number.scale(), number.scale()));
        if (digits > MOST_DIGITS || number.scale() > MOST_FRACTION_DIGITS) {
            throw ApiException.badUserInput(
                    at,
                    "%s has too many digits: at most %d are allowed, %d of them after the decimal point"
                            .formatted(at, MOST_DIGITS, MOST_FRACTION_DIGITS));
        }
        return number;
    }

    @Override
    public Object toKeep(Object value, Argument at) {
        var number = (BigDecimal) ofInput(value, at);
        if (number.stripTrailingZeros().scale() > scale) {
            throw ApiException.badUserInput(
                    at, "%s must have at most %d digits after the decimal point".formatted(at, scale));
        }
        if (number.precision() - number.scale() > precision - scale) {
            throw ApiException.badUserInput(
                    at, "%s must have at most %d digits before the decimal point".formatted(at, precision - scale));
        }
        return number;
    }

    @Override
    public Object toPosition(Object value) {
        var number = (BigDecimal) value;
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    public Object ofPosition(Object value) {
        return new BigDecimal((String) value);
    }
}
