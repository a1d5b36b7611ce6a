package relata.api.port;

import graphql.schema.idl.RuntimeWiring;

/** Knows the data fetchers of some fields of the schema. All beans of this type are asked. */
public interface Resolver {
    void wire(RuntimeWiring.Builder wiring);
}
