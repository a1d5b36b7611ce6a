package relata.query.run;

/** Where the value of a statement's parameter comes from. */
@FunctionalInterface
public interface Parameter {
    /** @throws relata.api.ApiException if a request has no valid value for it */
    Object value(Run run);
}
