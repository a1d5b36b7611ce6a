package relata.query;

import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.idl.RuntimeWiring;
import jakarta.enterprise.context.ApplicationScoped;
import relata.api.Caller;
import relata.api.Resolver;
import relata.api.Roles;

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
                    var found = environment.getSchema().getObjectType(row.type());
                    // the last door on every way to a record: who knows the type has asked before it was read
                    Roles.check(found, Caller.of(environment.getGraphQLContext()));
                    return found;
                }));
    }
}
