package relata.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;

/** The story of Django's one-to-one documentation, line by line. */
@QuarkusTest
class PlacesAndRestaurantsTest {
    private String demonDogs;
    private String aceHardware;
    private String restaurant;

    /** p1 and p2 are places, and p1 is a restaurant. */
    @BeforeEach
    void tellsTheBeginning() {
        Api.deleteAll();
        demonDogs = createPlace("Demon Dogs", "944 W. Fullerton");
        aceHardware = createPlace("Ace Hardware", "1013 N. Ashland");
        restaurant = createRestaurant(demonDogs);
    }

    private static String createPlace(String name, String address) {
        // language=GraphQL
        String document =
                """
                mutation ($name: String!, $address: String!) {
                  createPlace(input: {name: $name, address: $address}) { id }
                }""";
        return ask(document, "name", name, "address", address).data("createPlace.id");
    }

    private static String createRestaurant(String place) {
        // language=GraphQL
        String document =
                """
                mutation ($place: ID!) {
                  createRestaurant(input: {place: {id: $place}, servesHotDogs: true}) { id }
                }""";
        return ask(document, "place", place).data("createRestaurant.id");
    }

    private static String createWaiter(String restaurant, String name) {
        // language=GraphQL
        String document =
                """
                mutation ($restaurant: ID!, $name: String!) {
                  createWaiter(input: {restaurant: $restaurant, name: $name}) { label }
                }""";
        return ask(document, "restaurant", restaurant, "name", name).data("createWaiter.label");
    }

    @Test
    void createsPlaces() {
        // language=GraphQL
        var places = ask("{ places { nodes { name address } } }").<List<Map<String, String>>>data("places.nodes");
        assertEquals(
                List.of(
                        Map.of("name", "Demon Dogs", "address", "944 W. Fullerton"),
                        Map.of("name", "Ace Hardware", "address", "1013 N. Ashland")),
                places);
    }

    @Test
    void makesAPlaceARestaurantUnderTheSameKey() {
        assertEquals(demonDogs.replace("Place", "Restaurant"), restaurant);
        // language=GraphQL
        var answer = ask("query ($id: ID!) { restaurant(id: $id) { servesHotDogs servesPizza } }", "id", restaurant);
        assertEquals(Map.of("servesHotDogs", true, "servesPizza", false), answer.data("restaurant"));
    }

    @Test
    void leadsFromARestaurantToItsPlace() {
        // language=GraphQL
        var answer = ask("query ($id: ID!) { restaurant(id: $id) { place { label } } }", "id", restaurant);
        assertEquals("Demon Dogs the place", answer.data("restaurant.place.label"));
    }

    @Test
    void leadsFromAPlaceToItsRestaurant() {
        // language=GraphQL
        var answer = ask("query ($id: ID!) { place(id: $id) { restaurant { label } } }", "id", demonDogs);
        assertEquals("Demon Dogs the restaurant", answer.data("place.restaurant.label"));
    }

    @Test
    void answersNullForTheRestaurantOfAPlaceThatIsNone() {
        // language=GraphQL
        var answer = ask("query ($id: ID!) { place(id: $id) { restaurant { id } } }", "id", aceHardware);
        assertNull(answer.data("place.restaurant"));
        // language=GraphQL
        var without = ask("{ places(where: {hasRestaurant: false}) { nodes { name } } }");
        assertEquals(List.of("Ace Hardware"), without.data("places.nodes.name"));
    }

    @Test
    void copiesARestaurantToAnotherPlace() {
        copyRestaurant(restaurant, aceHardware);
        assertEquals(List.of("Demon Dogs the restaurant", "Ace Hardware the restaurant"), restaurants());
    }

    @Test
    void copiesItBackWithoutTouchingTheWaiters() {
        createWaiter(restaurant, "Joe");
        copyRestaurant(restaurant, aceHardware);
        copyRestaurant(aceHardware.replace("Place", "Restaurant"), demonDogs);
        assertEquals(List.of("Demon Dogs the restaurant", "Ace Hardware the restaurant"), restaurants());
        // language=GraphQL
        var waiters = ask("{ restaurants { nodes { waiters { name } } } }");
        assertEquals(List.of(List.of("Joe"), List.of()), waiters.data("restaurants.nodes.waiters.name"));
    }

    private static void copyRestaurant(String restaurant, String place) {
        // language=GraphQL
        String document = "mutation ($id: ID!, $place: ID!) { copyRestaurant(id: $id, place: $place) { id } }";
        var copy = ask(document, "id", restaurant, "place", place);
        assertEquals(place.replace("Place", "Restaurant"), copy.data("copyRestaurant.id"));
    }

    private static List<String> restaurants() {
        // language=GraphQL
        return ask("{ restaurants { nodes { label } } }").data("restaurants.nodes.label");
    }

    @Test
    void refusesARestaurantAtAPlaceThatWasNeverSaved() {
        // language=GraphQL
        var error = ask("mutation { createRestaurant(input: {place: {id: \"Place:999999\"}}) { id } }")
                .error("NOT_FOUND");
        assertEquals(List.of("input", "place", "id"), error.argument());
        assertEquals("Place:999999", error.get("extensions.id"));
        assertEquals(List.of("Demon Dogs the restaurant"), restaurants());
    }

    @Test
    void savesANewPlaceWithItsRestaurant() {
        // language=GraphQL
        var answer = ask(
                """
                mutation {
                  createRestaurant(input: {place: {create: {name: "Lou's", address: "5 State"}}}) { label place { name } }
                }""");
        assertEquals("Lou's the restaurant", answer.data("createRestaurant.label"));
        assertEquals("Lou's", answer.data("createRestaurant.place.name"));
    }

    @Test
    void listsAllRestaurants() {
        createRestaurant(aceHardware);
        assertEquals(List.of("Demon Dogs the restaurant", "Ace Hardware the restaurant"), restaurants());
    }

    @Test
    void ordersPlacesByName() {
        // language=GraphQL
        var answer = ask("{ places(orderBy: [{name: ASC}]) { nodes { name } } }");
        assertEquals(List.of("Ace Hardware", "Demon Dogs"), answer.data("places.nodes.name"));
    }

    @Test
    void getsARestaurantByThePlacesKey() {
        // language=GraphQL
        var byKey = ask("query ($id: ID!) { restaurant(id: $id) { label } }", "id", demonDogs.substring(6));
        assertEquals("Demon Dogs the restaurant", byKey.data("restaurant.label"));
        // language=GraphQL
        String document =
                """
                query ($place: ID!) { restaurants(where: {place: {id: {exact: $place}}}) { nodes { label } } }""";
        var byPlace = ask(document, "place", demonDogs);
        assertEquals(List.of("Demon Dogs the restaurant"), byPlace.data("restaurants.nodes.label"));
    }

    @Test
    void filtersRestaurantsByTheStartOfThePlacesName() {
        createRestaurant(aceHardware);
        // language=GraphQL
        var answer = ask(
                """
                { restaurants(where: {place: {name: {startsWith: "Demon"}}}) { nodes { label } } }""");
        assertEquals(List.of("Demon Dogs the restaurant"), answer.data("restaurants.nodes.label"));
    }

    @Test
    void excludesRestaurantsByThePlacesAddress() {
        createRestaurant(aceHardware);
        // language=GraphQL
        var answer = ask(
                """
                { restaurants(where: {not: {place: {address: {contains: "Ashland"}}}}) { nodes { label } } }""");
        assertEquals(List.of("Demon Dogs the restaurant"), answer.data("restaurants.nodes.label"));
    }

    @Test
    void getsAPlaceByItsKeyAndByItsRestaurant() {
        // language=GraphQL
        String document =
                """
                query ($place: ID!, $restaurant: ID!) {
                  pk: place(id: $place) { name }
                  place: places(where: {restaurant: {place: {id: {exact: $place}}}}) { nodes { name } }
                  restaurant: places(where: {restaurant: {id: {exact: $restaurant}}}) { nodes { name } }
                  name: places(where: {restaurant: {place: {name: {startsWith: "Demon"}}}}) { nodes { name } }
                }""";
        var answer = ask(document, "place", demonDogs, "restaurant", restaurant);
        assertEquals("Demon Dogs", answer.data("pk.name"));
        for (String way : List.of("place", "restaurant", "name")) {
            assertEquals(List.of("Demon Dogs"), answer.data(way + ".nodes.name"), way);
        }
    }

    @Test
    void addsAWaiterToARestaurant() {
        assertEquals("Joe the waiter at Demon Dogs the restaurant", createWaiter(restaurant, "Joe"));
    }

    @Test
    void filtersWaitersByTheRestaurantsPlace() {
        createWaiter(restaurant, "Joe");
        createWaiter(createRestaurant(aceHardware), "Ann");
        // language=GraphQL
        String document =
                """
                query ($place: ID!) {
                  id: waiters(where: {restaurant: {place: {id: {exact: $place}}}}) { nodes { name } }
                  name: waiters(where: {restaurant: {place: {name: {startsWith: "Demon"}}}}) { nodes { name } }
                }""";
        var answer = ask(document, "place", demonDogs);
        assertEquals(List.of("Joe"), answer.data("id.nodes.name"));
        assertEquals(List.of("Joe"), answer.data("name.nodes.name"));
    }

    @Test
    void deletesTheRestaurantAndItsWaitersWithThePlace() {
        createWaiter(restaurant, "Joe");
        createWaiter(restaurant, "Ann");
        // language=GraphQL
        String document =
                """
                mutation ($id: ID!) { deletePlace(id: $id) { id places restaurants waiters people adhars } }""";
        var answer = ask(document, "id", demonDogs);
        assertEquals(
                Map.of("id", demonDogs, "places", 1, "restaurants", 1, "waiters", 2, "people", 0, "adhars", 0),
                answer.data("deletePlace"));
        // language=GraphQL
        var rest = ask("{ places { nodes { name } } restaurants { totalCount } waiters { totalCount } }");
        assertEquals(List.of("Ace Hardware"), rest.data("places.nodes.name"));
        assertEquals(0, rest.<Integer>data("restaurants.totalCount"));
        assertEquals(0, rest.<Integer>data("waiters.totalCount"));
    }
}
