package relata.connection;

import java.sql.SQLException;

/** A function of a JDBC object. */
@FunctionalInterface
public interface SqlFunction<S, T> {
    T apply(S source) throws SQLException;
}
