package relata.connection;

import javax.sql.DataSource;
import relata.api.ApiException;

/** A database server that operations can be answered from. */
public interface DatabaseNode {
    /** Its connections. */
    DataSource pool();

    /** @throws ApiException UNAVAILABLE where it is known not to answer */
    void check();

    /** Told that it was lost while it answered. */
    default void lost() {}
}
