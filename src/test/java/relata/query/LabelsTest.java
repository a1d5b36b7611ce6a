package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;

/** Labels of records whose names MariaDB's collation hardly distinguishes: none gets the text of its neighbour. */
@QuarkusTest
class LabelsTest {
    /** They differ by case, accent, trailing space, normal form, width and an invisible character. */
    private static final List<String> NAMES =
            List.of("Bob", "BOB", "bob", "Bób", "Bo\u0301b", "Bob ", "Ｂob", "B\u200Bob", "Bob");

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static List<String> each(String format) {
        return NAMES.stream().map(format::formatted).toList();
    }

    @Test
    void saysTheNameOfEachWaiter() {
        var waiters = NAMES.stream().map(name -> Map.of("name", name)).toList();
        var place = Map.of("name", "Demon Dogs", "address", "a", "restaurant", Map.of("waiters", waiters));
        // language=GraphQL
        var created = ask(
                "mutation ($place: CreatePlaceInput!) { createPlace(input: $place) { id restaurant { waiters { label } } } }",
                "place",
                place);
        var expected = each("%s the waiter at Demon Dogs the restaurant");
        assertEquals(expected, created.data("createPlace.restaurant.waiters.label"));
        // language=GraphQL
        var read = ask("{ waiters { nodes { label } } restaurants { nodes { waiters { label } } } }");
        assertEquals(expected, read.data("waiters.nodes.label"));
        assertEquals(expected, read.data("restaurants.nodes[0].waiters.label"));
    }

    @Test
    void saysTheNameOfEachPlaceInAllLabelsThatHaveIt() {
        var places = NAMES.stream()
                .map(name -> Map.of(
                        "name", name, "address", "a", "restaurant", Map.of("waiters", List.of(Map.of("name", "Joe")))))
                .toList();
        // language=GraphQL
        ask("mutation ($places: [CreatePlaceInput!]!) { createPlaces(input: $places) { id } }", "places", places)
                .data();
        // language=GraphQL
        var read = ask("{ places { nodes { label restaurant { label waiters { label } } } } }");
        assertEquals(each("%s the place"), read.data("places.nodes.label"));
        assertEquals(each("%s the restaurant"), read.data("places.nodes.restaurant.label"));
        assertEquals(
                each("Joe the waiter at %s the restaurant"),
                read.<List<List<String>>>data("places.nodes.restaurant.waiters.label").stream()
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void saysTheNameOfEachPersonWithAnAdhar() {
        var people = NAMES.stream()
                .map(name -> Map.of("name", name, "adhar", Map.of("signature", "", "adharNo", "1")))
                .toList();
        // language=GraphQL
        var created = ask(
                "mutation ($people: [CreatePersonInput!]!) { createPeople(input: $people) { label adhar { label } } }",
                "people",
                people);
        assertEquals(NAMES, created.data("createPeople.label"));
        assertEquals(each("Adhar of %s"), created.data("createPeople.adhar.label"));
        // language=GraphQL
        assertEquals(each("Adhar of %s"), ask("{ adhars { nodes { label } } }").data("adhars.nodes.label"));
    }

    @Test
    void countsWaitersOfEachByTheExactName() {
        var restaurants = new ArrayList<Map<String, Object>>();
        NAMES.forEach(name -> restaurants.add(
                Map.of("name", "x", "address", "a", "restaurant", Map.of("waiters", List.of(Map.of("name", name))))));
        // language=GraphQL
        ask("mutation ($places: [CreatePlaceInput!]!) { createPlaces(input: $places) { id } }", "places", restaurants)
                .data();
        // language=GraphQL
        var counts = ask("{ restaurants { nodes { waiterCount(where: {name: {exact: \"bob\"}}) } } }");
        assertEquals(List.of(0, 0, 1, 0, 0, 0, 0, 0, 0), counts.data("restaurants.nodes.waiterCount"));
    }
}
