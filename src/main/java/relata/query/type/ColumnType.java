package relata.query.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/**
 * What the values of a Java type are: in an attribute of a record, in a row that was read, in an answer, in an input,
 * in the parameter of a statement, and in a cursor. {@link ColumnTypes} finds it.
 */
public interface ColumnType {
    /** The value in a column of a row, counted from 1; null if there is none. */
    Object read(ResultSet row, int column) throws SQLException;

    /** Writes a value that was read. */
    void write(JsonBuffer json, Object value);

    /**
     * The value of an attribute that an input value, as its scalar gives it, stands for.
     *
     * @throws ApiException BAD_USER_INPUT if no column of the type can have it
     */
    Object ofInput(Object value, Argument at);

    /**
     * The same for a value that is to be kept.
     *
     * @throws ApiException BAD_USER_INPUT if this column cannot keep it as it is
     */
    default Object toKeep(Object value, Argument at) {
        return ofInput(value, at);
    }

    /** The parameter of a statement that stands for the value of an attribute. */
    default Object toParameter(Object value) {
        return value;
    }

    /** The value of an attribute as {@link #read} would give it. */
    default Object toRow(Object value) {
        return toParameter(value);
    }

    /** A value that was read as a cursor holds it: text, a number or a flag, as JSON has them. */
    Object toPosition(Object value);

    /**
     * The input value, as its scalar gives it, that a value of a cursor stands for.
     *
     * @throws RuntimeException of any kind if no cursor of this type holds such a value
     */
    Object ofPosition(Object value);
}
