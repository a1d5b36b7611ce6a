package relata.connection;

import javax.sql.DataSource;
import relata.api.ApiException;

/** A database server that can answer operations. */
public interface DatabaseNode {
    /** Its connections. */
    DataSource pool();

    /** @throws ApiException UNAVAILABLE if it is known not to respond */
    void check();

    /** Called when it was lost during an operation. */
    default void lost() {}
}
