package relata.query.plan;

import relata.query.run.Shape;

/** How a field of a document is answered, for all requests of one {@link Shape}. It holds no value and no caller. */
public interface Plan {
    /** About how many bytes of memory it takes. */
    int size();
}
