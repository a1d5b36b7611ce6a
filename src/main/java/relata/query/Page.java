package relata.query;

import java.util.List;

/** A page that was read. What nobody has asked for is false, or null. */
record Page(List<Object[]> rows, boolean hasNext, boolean hasPrevious, Long totalCount) {}
