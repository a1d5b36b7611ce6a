package relata.query.mapping;

/** The schema's enum of that name. */
public enum Direction {
    ASC,
    DESC
}
