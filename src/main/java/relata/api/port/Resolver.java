package relata.api.port;

import graphql.schema.idl.RuntimeWiring;

/** Wires the data fetchers of some fields of the schema. All beans of this type are used. */
public interface Resolver {
    void wire(RuntimeWiring.Builder wiring);
}
