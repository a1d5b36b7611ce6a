package relata.place;

import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
class RestaurantResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    RestaurantResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("restaurant", fetchers.byId(Restaurant.class))
                .dataFetcher("restaurants", fetchers.page(Restaurant.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createRestaurant", mutations.create(this::createRestaurant))
                .dataFetcher("updateRestaurant", mutations.change(this::updateRestaurant))
                .dataFetcher("upsertRestaurant", mutations.upsert(this::upsertRestaurant))
                .dataFetcher("copyRestaurant", mutations.change(this::copyRestaurant))
                .dataFetcher("moveRestaurant", mutations.change(this::moveRestaurant))
                .dataFetcher("deleteRestaurant", mutations.delete(Restaurant.class))
                .dataFetcher("updateRestaurants", mutations.updateAll(Restaurant.class))
                .dataFetcher("deleteRestaurants", mutations.deleteAll(Restaurant.class)));
    }

    private Restaurant createRestaurant(Input input) {
        Restaurant restaurant = restaurant(input);
        restaurant.place = input.object("place")
                .flatMap(place -> place.object("create"))
                .map(PlaceResolver::place)
                .orElseGet(() -> input.reference(Place.class, "place", (place, key) -> place.id = key));
        return restaurant;
    }

    private Restaurant updateRestaurant(Input arguments) {
        Restaurant restaurant = arguments.find(Restaurant.class, "id");
        Input input = arguments.object("input").orElseThrow();
        input.ifGiven("servesHotDogs", Boolean.class, serves -> restaurant.servesHotDogs = serves);
        input.ifGiven("servesPizza", Boolean.class, serves -> restaurant.servesPizza = serves);
        return restaurant;
    }

    private Restaurant upsertRestaurant(Input arguments) {
        Restaurant restaurant = restaurant(arguments.object("input").orElseThrow());
        restaurant.place = arguments.reference(Place.class, "place", (place, key) -> place.id = key);
        return restaurant;
    }

    private Restaurant copyRestaurant(Input arguments) {
        Restaurant original = arguments.lock(Restaurant.class, "id");
        // no restaurant can be created at the place while it is locked
        Place place = arguments.lock(Place.class, "place");
        Restaurant there = Restaurant.findById(place.id, LockModeType.PESSIMISTIC_WRITE);
        if (there == null) {
            return like(original, place);
        }
        there.servesHotDogs = original.servesHotDogs;
        there.servesPizza = original.servesPizza;
        return there;
    }

    private Restaurant moveRestaurant(Input arguments) {
        Restaurant restaurant = arguments.lock(Restaurant.class, "id");
        Place place = arguments.find(Place.class, "place");
        if (place.id.equals(restaurant.id)) {
            return restaurant;
        }
        // a key cannot change: create a new restaurant, move the waiters, then delete the old one
        Restaurant moved = like(restaurant, place);
        Waiter.update("restaurant.id = ?1 where restaurant.id = ?2", moved.place.id, restaurant.id);
        Restaurant.delete("id", restaurant.id);
        return moved;
    }

    /** A new restaurant with its waiters, without a place yet. */
    static Restaurant restaurant(Input input) {
        Restaurant restaurant = new Restaurant();
        restaurant.servesHotDogs = input.get("servesHotDogs", Boolean.class);
        restaurant.servesPizza = input.get("servesPizza", Boolean.class);
        restaurant.waiters =
                input.list("waiters").stream().map(WaiterResolver::waiter).toList();
        return restaurant;
    }

    private static Restaurant like(Restaurant original, Place place) {
        Restaurant copy = new Restaurant();
        copy.place = place;
        copy.servesHotDogs = original.servesHotDogs;
        copy.servesPizza = original.servesPizza;
        copy.persist();
        return copy;
    }
}
