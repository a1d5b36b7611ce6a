package relata.query.run;

/** The number of parts that can fail, and of lists, in the responses of a plan. */
public record Layout(int parts, int lists) {}
