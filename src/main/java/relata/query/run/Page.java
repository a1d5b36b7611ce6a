package relata.query.run;

import java.util.List;

/** A page that was read. What was not selected is false, or null. */
public record Page(List<Object[]> rows, boolean hasNext, boolean hasPrevious, Long totalCount) {}
