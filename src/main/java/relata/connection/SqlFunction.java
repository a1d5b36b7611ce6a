package relata.connection;

import java.sql.SQLException;

/** Something done with a JDBC object. */
@FunctionalInterface
public interface SqlFunction<S, T> {
    T apply(S source) throws SQLException;
}
