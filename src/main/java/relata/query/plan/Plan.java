package relata.query.plan;

import relata.query.run.Shape;

/** How a field of a document is answered, for all requests of one {@link Shape}. Holds neither values nor a caller. */
public interface Plan {
    /** The approximate memory it takes, in bytes. */
    int size();
}
