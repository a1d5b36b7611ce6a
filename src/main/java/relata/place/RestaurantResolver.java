package relata.place;

import graphql.schema.idl.RuntimeWiring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import relata.api.Resolver;
import relata.change.Deletion;
import relata.change.Input;
import relata.change.Mutations;
import relata.query.EntityFetchers;

@ApplicationScoped
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
                .dataFetcher("copyRestaurant", mutations.change(this::copyRestaurant))
                .dataFetcher("moveRestaurant", mutations.change(this::moveRestaurant))
                .dataFetcher("deleteRestaurant", mutations.delete(this::deleteRestaurant)));
    }

    private Restaurant createRestaurant(Input input) {
        Input where = input.object("place").orElseThrow();
        Place place =
                where.object("create").map(PlaceResolver::place).orElseGet(() -> input.find(Place.class, "place"));
        return restaurant(place, input);
    }

    private Restaurant updateRestaurant(Input arguments) {
        Restaurant restaurant = arguments.find(Restaurant.class, "id");
        Input input = arguments.object("input").orElseThrow();
        input.<Boolean>ifGiven("servesHotDogs", serves -> restaurant.servesHotDogs = serves);
        input.<Boolean>ifGiven("servesPizza", serves -> restaurant.servesPizza = serves);
        return restaurant;
    }

    private Restaurant copyRestaurant(Input arguments) {
        Restaurant original = arguments.lock(Restaurant.class, "id");
        // nobody can make the place a restaurant while it is locked
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
        // a key does not change: the restaurant is made anew, its waiters follow, then the old one goes
        Restaurant moved = like(restaurant, place);
        Waiter.update("restaurant.id = ?1 where restaurant.id = ?2", moved.place.id, restaurant.id);
        Restaurant.delete("id", restaurant.id);
        return moved;
    }

    private Deletion deleteRestaurant(Input arguments) {
        Restaurant restaurant = arguments.lock(Restaurant.class, "id");
        return Deletion.of(Restaurant.class, restaurant.id)
                .count("waiters", Waiter.delete("restaurant.id", restaurant.id))
                .count("restaurants", Restaurant.delete("id", restaurant.id));
    }

    /** A new restaurant at a place, with its waiters. */
    static Restaurant restaurant(Place place, Input input) {
        Restaurant restaurant = new Restaurant();
        restaurant.place = place;
        restaurant.servesHotDogs = input.flag("servesHotDogs");
        restaurant.servesPizza = input.flag("servesPizza");
        restaurant.persist();
        input.list("waiters").forEach(waiter -> WaiterResolver.waiter(restaurant, waiter));
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
