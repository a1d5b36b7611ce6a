package relata.query;

/** The schema's enum of that name. */
enum Direction {
    ASC,
    DESC
}
