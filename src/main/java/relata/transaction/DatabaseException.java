package relata.transaction;

import java.sql.SQLException;

/** The database refused a statement, or could not be reached. */
public final class DatabaseException extends RuntimeException {
    private final String sql;

    DatabaseException(String sql, SQLException cause) {
        super(null, cause, false, false);
        this.sql = sql;
    }

    /** The statement, or null if there is none in particular. */
    public String sql() {
        return sql;
    }

    public SQLException reason() {
        return (SQLException) getCause();
    }
}
