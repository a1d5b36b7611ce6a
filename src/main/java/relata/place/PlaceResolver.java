package relata.place;

import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
class PlaceResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    PlaceResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("place", fetchers.byId(Place.class))
                .dataFetcher("places", fetchers.page(Place.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createPlace", mutations.create(this::createPlace))
                .dataFetcher("createPlaces", mutations.createAll(this::createPlace))
                .dataFetcher("updatePlace", mutations.change(this::updatePlace))
                .dataFetcher("deletePlace", mutations.delete(Place.class))
                .dataFetcher("updatePlaces", mutations.updateAll(Place.class))
                .dataFetcher("deletePlaces", mutations.deleteAll(Place.class)));
    }

    private Place createPlace(Input input) {
        Place place = place(input);
        place.restaurant =
                input.object("restaurant").map(RestaurantResolver::restaurant).orElse(null);
        return place;
    }

    private Place updatePlace(Input arguments) {
        Place place = arguments.find(Place.class, "id");
        Input input = arguments.object("input").orElseThrow();
        input.ifGiven("name", String.class, name -> place.name = name);
        input.ifGiven("address", String.class, address -> place.address = address);
        return place;
    }

    /** A new place, without a restaurant yet. */
    static Place place(Input input) {
        Place place = new Place();
        place.name = input.get("name", String.class);
        place.address = input.get("address", String.class);
        return place;
    }
}
