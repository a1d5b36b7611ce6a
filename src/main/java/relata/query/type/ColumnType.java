package relata.query.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.message.JsonBuffer;

/**
 * Converts the values of a Java type between attributes of records, rows that were read, responses, inputs, parameters
 * of statements, and cursors. {@link ColumnTypes} finds the one for an attribute.
 */
public interface ColumnType {
    /** The value in a column of a row, counted from 1; null if there is none. */
    Object read(ResultSet row, int column) throws SQLException;

    /** Writes a value that was read. */
    void write(JsonBuffer json, Object value);

    /**
     * Converts an input value, as its scalar parsed it, to the value of an attribute.
     *
     * @throws ApiException BAD_USER_INPUT if no column of the type can hold it
     */
    Object ofInput(Object value, Argument at);

    /**
     * The same for a value that is to be stored.
     *
     * @throws ApiException BAD_USER_INPUT if this column cannot store it unchanged
     */
    default Object toKeep(Object value, Argument at) {
        return ofInput(value, at);
    }

    /** Converts the value of an attribute to a parameter of a statement. */
    default Object toParameter(Object value) {
        return value;
    }

    /** Converts the value of an attribute to what {@link #read} would return. */
    default Object toRow(Object value) {
        return toParameter(value);
    }

    /** Converts a value that was read to one for a cursor: a JSON string, number or boolean. */
    Object toPosition(Object value);

    /**
     * Converts a value of a cursor to an input value, as its scalar would parse it.
     *
     * @throws RuntimeException of any kind if no cursor of this type can hold such a value
     */
    Object ofPosition(Object value);
}
