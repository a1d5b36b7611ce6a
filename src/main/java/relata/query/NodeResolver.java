package relata.query;

import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.idl.RuntimeWiring;
import jakarta.enterprise.context.ApplicationScoped;
import relata.api.Resolver;

/** Relay's global object identification, and how all answers are read. */
@ApplicationScoped
class NodeResolver implements Resolver {
    private final EntityFetchers fetchers;

    NodeResolver(EntityFetchers fetchers) {
        this.fetchers = fetchers;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        var rows = new Row.Fetcher();
        wiring.codeRegistry(GraphQLCodeRegistry.newCodeRegistry()
                .defaultDataFetcher(environment -> rows)
                .build());
        wiring.type("Query", type -> type.dataFetcher("node", fetchers::node).dataFetcher("nodes", fetchers::nodes));
        wiring.type(
                "Node",
                type -> type.typeResolver(environment -> {
                    Row row = environment.getObject();
                    return environment.getSchema().getObjectType(row.type());
                }));
    }
}
