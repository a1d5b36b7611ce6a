package relata.query;

/** How many parts that can fail, and how many lists, the answers of a plan have. */
record Layout(int parts, int lists) {}
