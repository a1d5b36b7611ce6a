package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;
import static relata.Api.assertStatements;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.Sql;

/** What applies to every mutation. */
@QuarkusTest
class MutationsTest {
    @Inject
    AgroalDataSource database;

    // language=GraphQL
    private static final String CREATE_PLACE =
            "mutation ($input: CreatePlaceInput!) { createPlace(input: $input) { id name address } }";
    // language=GraphQL
    private static final String CREATE_PERSON =
            "mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id name email } }";
    // language=GraphQL
    private static final String CREATE_PLACES =
            "mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { name } }";

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static Map<String, Object> place(String name) {
        return Map.of("name", name, "address", "1 Main");
    }

    private static int places() {
        // language=GraphQL
        return ask("{ places { totalCount } }").data("places.totalCount");
    }

    @Test
    void keepsNothingWhenALaterFieldFails() {
        // language=GraphQL
        var answer = ask(
                """
                mutation {
                  first: createPlace(input: {name: "Demon Dogs", address: "944 W. Fullerton"}) { id }
                  second: deletePlace(id: "Place:999999") { id }
                  third: createPlace(input: {name: "Ace Hardware", address: "1013 N. Ashland"}) { id }
                }""");
        var error = answer.error("NOT_FOUND");
        assertEquals(List.of("second"), error.get("path"));
        assertEquals(List.of("id"), error.argument());
        assertTrue(answer.json().getMap("").containsKey("data"));
        assertNull(answer.json().get("data"));
        assertEquals(0, places());
    }

    @Test
    void letsEachFieldSeeWhatThoseBeforeItDid() {
        // language=GraphQL
        var place = ask("mutation { createPlace(input: {name: \"Demon Dogs\", address: \"944\"}) { id } }")
                .<String>data("createPlace.id");
        // language=GraphQL
        var answer = ask(
                """
                mutation ($id: ID!) {
                  createRestaurant(input: {place: {id: $id}, waiters: [{name: "Joe"}]}) { place { restaurant { waiterCount } } }
                  updatePlace(id: $id, input: {name: "Dogs"}) { name restaurant { label waiters { label } } }
                  deletePlace(id: $id) { places restaurants waiters }
                }""",
                "id",
                place);
        assertEquals(1, answer.<Integer>data("createRestaurant.place.restaurant.waiterCount"));
        assertEquals("Dogs the restaurant", answer.data("updatePlace.restaurant.label"));
        assertEquals(
                List.of("Joe the waiter at Dogs the restaurant"), answer.data("updatePlace.restaurant.waiters.label"));
        assertEquals(Map.of("places", 1, "restaurants", 1, "waiters", 1), answer.data("deletePlace"));
    }

    @Test
    void tellsAllBrokenRulesOfAllFieldsTogether() {
        // language=GraphQL
        var answer = ask(
                """
                mutation {
                  a: createPlace(input: {name: " ", address: ""}) { id }
                  b: createWaiter(input: {name: "Joe", restaurant: "Place:1"}) { id }
                  c: createPeople(input: [{name: "Joan"}, {name: "Rion", email: "at home"}]) { id }
                }""");
        assertEquals(
                List.of(
                        List.of("input", "name"),
                        List.of("input", "address"),
                        List.of("input", "restaurant"),
                        List.of("input", 1, "email")),
                answer.json().get("errors.extensions.argument"));
        assertEquals(
                List.of(List.of("a"), List.of("a"), List.of("b"), List.of("c")),
                answer.json().get("errors.path"));
        assertEquals(Collections.nCopies(4, "BAD_USER_INPUT"), answer.json().get("errors.extensions.code"));
    }

    @ParameterizedTest
    @CsvSource({"x,50", "é,50", "😀,50"})
    void countsCodePoints(String character, int most) {
        String longest = character.repeat(most);
        assertEquals(longest, ask(CREATE_PLACE, "input", place(longest)).data("createPlace.name"));
        var error = ask(CREATE_PLACE, "input", place(longest + character)).error("BAD_USER_INPUT");
        assertEquals(List.of("input", "name"), error.argument());
        assertEquals("input.name must have at most 50 characters, but has 51", error.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u2003\u3000", "\u0085"})
    void refusesBlankNames(String blank) {
        var error = ask(CREATE_PLACE, "input", place(blank)).error("BAD_USER_INPUT");
        assertEquals("input.name must not be blank", error.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" a ", "\u200b", "👩‍👩‍👧‍👦", "مطعم", "a\u0301", "100%_\\", "'; drop table place; --", "\u001f"
            })
    void keepsTextToTheLetter(String text) {
        assertEquals(text, ask(CREATE_PLACE, "input", place(text)).data("createPlace.name"));
        // language=GraphQL
        String document = "query ($name: String!) { places(where: {name: {exact: $name}}) { nodes { name } } }";
        assertEquals(List.of(text), ask(document, "name", text).data("places.nodes.name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "a\\udc00"})
    void refusesCharactersThatNoDatabaseKeeps(String escaped) {
        // language=GraphQL
        String document = "mutation { createPlace(input: {name: \"%s\", address: \"x\"}) { id } }".formatted(escaped);
        assertTrue(List.of("BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED")
                .contains(ask(document).json().<String>get("errors[0].extensions.code")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "joan@example.com", "a@b", "o'hara+x@sub.example-1.org", "x@1.2"})
    void takesEMailAddressesThatBrowsersTake(String email) {
        var person = ask(CREATE_PERSON, "input", Map.of("name", "Joan", "email", email));
        assertEquals(email, person.data("createPerson.email"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"joan", "@b", "a@", "a b@c", "a@b..c", "a@-b", "a@b-", "ä@b", " a@b", "a@b\n", "a@@b"})
    void refusesEMailAddressesThatBrowsersRefuse(String email) {
        var error = ask(CREATE_PERSON, "input", Map.of("name", "Joan", "email", email))
                .error("BAD_USER_INPUT");
        assertEquals(List.of("input", "email"), error.argument());
    }

    @Test
    void refusesAnEMailAddressOfManyParts() {
        String email = "a@a" + ".a".repeat(20_000);
        var error = ask(CREATE_PERSON, "input", Map.of("name", "Joan", "email", email))
                .error("BAD_USER_INPUT");
        assertEquals(List.of("input", "email"), error.argument());
    }

    @Test
    void refusesANullInAnUpdate() {
        // language=GraphQL
        var error = ask("mutation { updatePlace(id: 1, input: {name: null}) { id } }")
                .error("BAD_USER_INPUT");
        assertEquals(List.of("input", "name"), error.argument());
        // language=GraphQL
        var waiter = ask("mutation { updateWaiter(id: 1, input: {restaurant: null}) { id } }")
                .error("BAD_USER_INPUT");
        assertEquals(List.of("input", "restaurant"), waiter.argument());
    }

    @Test
    void takesANullForANestedRecordInACreateAsLeavingItOut() {
        var input = new HashMap<>(place("Demon Dogs"));
        input.put("restaurant", null);
        assertEquals("Demon Dogs", ask(CREATE_PLACE, "input", input).data("createPlace.name"));
        // language=GraphQL
        var answer = ask(
                """
                mutation {
                  createPlace(input: {name: "a", address: "b", restaurant: {waiters: null}}) { restaurant { waiterCount } }
                  createPerson(input: {name: "Joan", adhar: null}) { adhar { id } }
                }""");
        assertEquals(0, answer.<Integer>data("createPlace.restaurant.waiterCount"));
        assertNull(answer.data("createPerson.adhar"));
    }

    @Test
    void changesNothingButWhatIsGiven() {
        String id = ask(CREATE_PLACE, "input", place("Demon Dogs")).data("createPlace.id");
        // language=GraphQL
        String document =
                "mutation ($id: ID!, $input: UpdatePlaceInput!) { updatePlace(id: $id, input: $input) { name address } }";
        var renamed = ask(document, "id", id, "input", Map.of("name", "Dogs"));
        assertEquals(Map.of("name", "Dogs", "address", "1 Main"), renamed.data("updatePlace"));
        assertEquals(
                renamed.<Map<?, ?>>data("updatePlace"),
                ask(document, "id", id, "input", Map.of()).data("updatePlace"));
    }

    @Test
    void createsFiveHundredPlacesInOneStatement() {
        var answer = assertStatements(1, () -> createPlaces(500));
        assertEquals("place 499", answer.data("createPlaces[499].name"));
        assertEquals(500, places());
    }

    @Test
    void refusesMoreThanFiveHundredAtOnce() {
        var error = createPlaces(501).error("LIMIT_EXCEEDED");
        assertEquals(500, error.<Integer>get("extensions.value"));
        assertEquals(List.of("createPlaces"), error.get("path"));
        assertEquals(0, places());
        assertEquals(List.of(), createPlaces(0).data("createPlaces"));
    }

    private static Api.Answer createPlaces(int count) {
        var input = IntStream.range(0, count).mapToObj(i -> place("place " + i)).toList();
        return ask(CREATE_PLACES, "input", input);
    }

    @Test
    void refusesAllWhereOneElementIsBad() {
        var input = IntStream.range(0, 20)
                .mapToObj(i -> place(i == 17 ? " " : "place " + i))
                .collect(Collectors.toList());
        var error = ask(CREATE_PLACES, "input", input).error("BAD_USER_INPUT");
        assertEquals(List.of("input", 17, "name"), error.argument());
        assertEquals(0, places());
    }

    @Test
    void namesTheElementWhoseRestaurantIsNotThere() {
        // language=GraphQL
        String restaurant =
                ask("mutation { createRestaurant(input: {place: {create: {name: \"a\", address: \"b\"}}}) { id } }")
                        .data("createRestaurant.id");
        // language=GraphQL
        String document = "mutation ($input: [CreateWaiterInput!]!) { createWaiters(input: $input) { id } }";
        var joe = Map.of("name", "Joe", "restaurant", restaurant);
        var ann = Map.of("name", "Ann", "restaurant", "Restaurant:999999");
        var error = ask(document, "input", List.of(joe, ann)).error("NOT_FOUND");
        assertEquals(List.of("input", 1, "restaurant"), error.argument());
        assertEquals("Restaurant:999999", error.get("extensions.id"));
    }

    @Test
    void movesARestaurantWithItsWaiters() {
        // language=GraphQL
        String document =
                """
                mutation {
                  createPlaces(input: [
                    {name: "Demon Dogs", address: "944", restaurant: {servesHotDogs: true, waiters: [{name: "Joe"}]}},
                    {name: "Ace Hardware", address: "1013"}]) { id }
                }""";
        List<String> ids = ask(document).data("createPlaces.id");
        // language=GraphQL
        String move =
                """
                mutation ($id: ID!, $place: ID!) {
                  moveRestaurant(id: $id, place: $place) { id servesHotDogs waiters { label } }
                }""";
        String restaurant = ids.get(0).replace("Place", "Restaurant");
        assertEquals(
                restaurant, ask(move, "id", restaurant, "place", ids.get(0)).data("moveRestaurant.id"));
        var moved = ask(move, "id", restaurant, "place", ids.get(1));
        assertEquals(ids.get(1).replace("Place", "Restaurant"), moved.data("moveRestaurant.id"));
        assertEquals(true, moved.data("moveRestaurant.servesHotDogs"));
        assertEquals(
                List.of("Joe the waiter at Ace Hardware the restaurant"), moved.data("moveRestaurant.waiters.label"));
        // language=GraphQL
        var old = ask("query ($id: ID!) { place(id: $id) { restaurant { id } } }", "id", ids.get(0));
        assertNull(old.data("place.restaurant"));
    }

    @Test
    void refusesToMoveOntoAnotherRestaurant() {
        // language=GraphQL
        List<String> ids =
                ask("""
                        mutation {
                          createPlaces(input: [
                            {name: "a", address: "b", restaurant: {}}, {name: "c", address: "d", restaurant: {}}]) { id }
                        }""")
                        .data("createPlaces.id");
        // language=GraphQL
        String move = "mutation ($id: ID!, $place: ID!) { moveRestaurant(id: $id, place: $place) { id } }";
        String key = ids.get(0).substring(6);
        var error = ask(move, "id", key, "place", ids.get(1)).error("CONFLICT");
        assertEquals(List.of("place"), error.argument());
        assertEquals("uq_restaurant_place", error.get("extensions.constraint"));
        assertEquals(ids.get(1).replace("Place", "Restaurant"), error.get("extensions.existing"));
    }

    @Test
    void namesNoRecordThatIsUndoneWithTheOperation() {
        // language=GraphQL
        String person =
                ask("mutation { createPerson(input: {name: \"Joan\"}) { id } }").data("createPerson.id");
        // language=GraphQL
        String twice =
                """
                mutation ($id: ID!) {
                  a: createAdhar(input: {person: {id: $id}, signature: "", adharNo: "1"}) { id }
                  b: createAdhar(input: {person: {id: $id}, signature: "", adharNo: "2"}) { id }
                }""";
        var error = ask(twice, "id", person).error("CONFLICT");
        assertEquals(List.of("b"), error.get("path"));
        assertEquals(List.of("input", "person"), error.argument());
        assertEquals("uq_adhar_person", error.get("extensions.constraint"));
        assertNull(error.get("extensions.existing"));
        assertEquals(person + " already has an Adhar, from an earlier field", error.message());
    }

    @Test
    void doesNotTryForEverToDeleteWhatOtherDataRefersTo() throws SQLException {
        String place = ask(CREATE_PLACE, "input", place("Demon Dogs")).data("createPlace.id");
        Sql.execute(
                database,
                "create table guest_book (place_id bigint, constraint fk_guest foreign key (place_id) references place (id))",
                "insert into guest_book values (" + place.substring(6) + ")");
        try {
            // language=GraphQL
            var error = ask("mutation ($id: ID!) { deletePlace(id: $id) { id } }", "id", place)
                    .error("CONFLICT");
            assertEquals(List.of("id"), error.argument());
            assertEquals("fk_guest", error.get("extensions.constraint"));
        } finally {
            Sql.execute(database, "drop table guest_book");
        }
        assertEquals(1, places());
    }
}
