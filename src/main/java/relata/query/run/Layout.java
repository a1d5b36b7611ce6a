package relata.query.run;

/** How many parts that can fail, and how many lists, the answers of a plan have. */
public record Layout(int parts, int lists) {}
