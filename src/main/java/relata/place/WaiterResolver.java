package relata.place;

import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
class WaiterResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    WaiterResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("waiter", fetchers.byId(Waiter.class))
                .dataFetcher("waiters", fetchers.page(Waiter.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createWaiter", mutations.create(this::createWaiter))
                .dataFetcher("createWaiters", mutations.createAll(this::createWaiter))
                .dataFetcher("updateWaiter", mutations.change(this::updateWaiter))
                .dataFetcher("deleteWaiter", mutations.delete(Waiter.class))
                .dataFetcher("updateWaiters", mutations.updateAll(Waiter.class))
                .dataFetcher("deleteWaiters", mutations.deleteAll(Waiter.class)));
    }

    private Waiter createWaiter(Input input) {
        Waiter waiter = waiter(input);
        waiter.restaurant = input.reference(Restaurant.class, "restaurant", (restaurant, key) -> restaurant.id = key);
        return waiter;
    }

    private Waiter updateWaiter(Input arguments) {
        Waiter waiter = arguments.find(Waiter.class, "id");
        Input input = arguments.object("input").orElseThrow();
        input.ifGiven("name", String.class, name -> waiter.name = name);
        if (input.isGiven("restaurant")) {
            waiter.restaurant = input.find(Restaurant.class, "restaurant");
        }
        return waiter;
    }

    /** A new waiter, without a restaurant yet. */
    static Waiter waiter(Input input) {
        Waiter waiter = new Waiter();
        waiter.name = input.get("name", String.class);
        return waiter;
    }
}
