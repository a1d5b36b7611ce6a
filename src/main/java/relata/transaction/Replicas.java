package relata.transaction;

import java.util.Optional;
import relata.connection.DatabaseNode;

/** Read replicas, which lag a little behind the primary. */
public interface Replicas {
    /**
     * Chooses a replica to answer a query; empty if the primary must answer it.
     *
     * @param after a cursor of the change feed: the replica must have everything before it; null for no condition
     */
    Optional<DatabaseNode> choose(String after);
}
