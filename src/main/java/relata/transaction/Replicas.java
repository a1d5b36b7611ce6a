package relata.transaction;

import java.util.Optional;
import relata.connection.DatabaseNode;

/** Databases that have what the primary has, a little later. */
public interface Replicas {
    /**
     * One to answer a query; empty if the primary is to answer it.
     *
     * @param after a cursor of the change feed: what comes before it is there; null where nothing has to be
     */
    Optional<DatabaseNode> choose(String after);
}
