package relata.query;

import graphql.schema.idl.NaturalEnumValuesProvider;
import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;
import relata.query.mapping.Direction;

/** Wires Relay's global object identification, and the type `Direction` that the orders of all entities share. */
@Singleton
class NodeResolver implements Resolver {
    private final EntityFetchers fetchers;

    NodeResolver(EntityFetchers fetchers) {
        this.fetchers = fetchers;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("node", fetchers::node).dataFetcher("nodes", fetchers::nodes));
        // records are returned as JSON, so nothing is ever resolved below this interface
        wiring.type(
                "Node",
                type -> type.typeResolver(environment -> {
                    throw new IllegalStateException("A record was returned without its plan");
                }));
        wiring.type("Direction", type -> type.enumValues(new NaturalEnumValuesProvider<>(Direction.class)));
    }
}
