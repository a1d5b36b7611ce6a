package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;
import static relata.Api.assertStatements;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;
import relata.feed.Listener;

/** `upsertRestaurant` and `upsertAdhar`. */
@QuarkusTest
class UpsertsTest {
    private static final int ROUNDS = 64;
    private static final int CLIENTS = 16;

    // language=GraphQL
    private static final String UPSERT_ADHAR =
            """
            mutation ($person: ID!, $no: String!) {
              upsertAdhar(person: $person, input: {signature: "x", adharNo: $no}) {
                created adhar { id adharNo person { id } }
              }
            }""";
    // language=GraphQL
    private static final String UPSERT_RESTAURANT =
            """
            mutation ($place: ID!, $pizza: Boolean!) {
              upsertRestaurant(place: $place, input: {servesHotDogs: true, servesPizza: $pizza}) {
                created restaurant { id servesHotDogs servesPizza waiters { name } }
              }
            }""";

    @TestHTTPResource("/graphql")
    URL server;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static String createPerson() {
        // language=GraphQL
        return ask("mutation { createPerson(input: {name: \"Joan louji\"}) { id } }")
                .data("createPerson.id");
    }

    private static String createPlace(String restaurant) {
        // language=GraphQL
        return ask("mutation { createPlace(input: {name: \"Demon Dogs\", address: \"944\"%s}) { id } }"
                        .formatted(restaurant))
                .data("createPlace.id");
    }

    @Test
    void createsAnAdharAndChangesItAfterwards() {
        String person = createPerson();
        var created = assertStatements(4, () -> ask(UPSERT_ADHAR, "person", person, "no", "1"));
        assertEquals(true, created.data("upsertAdhar.created"));
        String adhar = created.data("upsertAdhar.adhar.id");
        var changed = assertStatements(4, () -> ask(UPSERT_ADHAR, "person", person, "no", "2"));
        assertEquals(
                Map.of("created", false, "adhar", Map.of("id", adhar, "adharNo", "2", "person", Map.of("id", person))),
                changed.data("upsertAdhar"));
    }

    @Test
    void keepsTheWaitersOfARestaurant() {
        String place = createPlace(", restaurant: {servesPizza: true, waiters: [{name: \"Joe\"}]}");
        var answer = ask(UPSERT_RESTAURANT, "place", place, "pizza", false);
        assertEquals(
                Map.of(
                        "id",
                        place.replace("Place", "Restaurant"),
                        "servesHotDogs",
                        true,
                        "servesPizza",
                        false,
                        "waiters",
                        List.of(Map.of("name", "Joe"))),
                answer.data("upsertRestaurant.restaurant"));
        assertEquals(false, answer.data("upsertRestaurant.created"));
    }

    @Test
    void answersUnderAnyNames() {
        String place = createPlace("");
        // language=GraphQL
        var answer = ask(
                """
                mutation ($place: ID!) {
                  first: upsertRestaurant(place: $place, input: {servesHotDogs: true, servesPizza: true}) {
                    __typename isNew: created a: restaurant { label } b: restaurant { waiterCount }
                  }
                  second: upsertRestaurant(place: $place, input: {servesHotDogs: true, servesPizza: false}) { created }
                }""",
                "place",
                place);
        assertEquals(
                Map.of(
                        "__typename",
                        "RestaurantUpsert",
                        "isNew",
                        true,
                        "a",
                        Map.of("label", "Demon Dogs the restaurant"),
                        "b",
                        Map.of("waiterCount", 0)),
                answer.data("first"));
        assertEquals(Map.of("created", false), answer.data("second"));
    }

    @Test
    void notFindsOwnersThatAreNotThere() {
        var noPlace =
                ask(UPSERT_RESTAURANT, "place", "Place:999999", "pizza", true).error("NOT_FOUND");
        assertEquals(List.of("place"), noPlace.argument());
        assertEquals("Place:999999", noPlace.get("extensions.id"));
        var noPerson = ask(UPSERT_ADHAR, "person", "999999", "no", "1").error("NOT_FOUND");
        assertEquals(List.of("person"), noPerson.argument());
        assertEquals("Person:999999", noPerson.get("extensions.id"));
    }

    @Test
    void checksItsInputs() {
        // language=GraphQL
        var errors =
                ask("mutation { upsertAdhar(person: \"Place:1\", input: {signature: \"\", adharNo: \" \"}) { created } }")
                        .errors();
        assertEquals(
                List.of(List.of("person"), List.of("input", "adharNo")),
                errors.stream()
                        .map(error -> ((Map<?, ?>) error.get("extensions")).get("argument"))
                        .toList());
    }

    @Test
    void tellsSubscribersOfWhatWasCreatedAndChangedOnly() {
        Api.awaitFeed();
        // language=GraphQL
        String cursor = ask("{ changesCursor }").data("changesCursor");
        try (var listener = Listener.to(server, "after", cursor)) {
            String person = createPerson();
            String adhar = ask(UPSERT_ADHAR, "person", person, "no", "a").data("upsertAdhar.adhar.id");
            ask(UPSERT_ADHAR, "person", person, "no", "a").data("");
            // another text, though the database's collation treats it as equal elsewhere
            ask(UPSERT_ADHAR, "person", person, "no", "A").data("");
            String place = createPlace("");
            String restaurant = place.replace("Place", "Restaurant");
            ask(UPSERT_RESTAURANT, "place", place, "pizza", true).data("");
            ask(UPSERT_RESTAURANT, "place", place, "pizza", true).data("");
            ask(UPSERT_RESTAURANT, "place", place, "pizza", false).data("");
            assertEquals(
                    List.of(
                            "CREATED " + person,
                            "CREATED " + adhar,
                            "UPDATED " + adhar,
                            "CREATED " + place,
                            "CREATED " + restaurant,
                            "UPDATED " + restaurant),
                    listener.awaitKinds(6));
        }
    }

    @Test
    void createsOneAdharHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String person = createPerson();
            assertOneCreates("upsertAdhar.created", i -> ask(UPSERT_ADHAR, "person", person, "no", "" + i));
            // language=GraphQL
            List<String> owners = ask("{ adhars(where: {person: {id: {exact: \"%s\"}}}) { nodes { person { id } } } }"
                            .formatted(person))
                    .data("adhars.nodes.person.id");
            assertEquals(List.of(person), owners);
        }
    }

    @Test
    void createsOneRestaurantHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String place = createPlace("");
            assertOneCreates(
                    "upsertRestaurant.created", i -> ask(UPSERT_RESTAURANT, "place", place, "pizza", i % 2 == 0));
        }
    }

    /** Upserts for different owners do not block each other. */
    @Test
    void createsManyAtOnceForDifferentOwners() throws Exception {
        var people = new ArrayList<String>();
        for (int i = 0; i < CLIENTS; i++) {
            people.add(createPerson());
        }
        for (Answer answer : Clients.race(CLIENTS, i -> ask(UPSERT_ADHAR, "person", people.get(i), "no", "" + i))) {
            assertEquals(true, answer.data("upsertAdhar.created"));
        }
    }

    /** A create may be refused, but an upsert may not. */
    @Test
    void winsAgainstThoseWhoOnlyCreate() throws Exception {
        // language=GraphQL
        String create =
                """
                mutation ($person: ID!, $no: String!) {
                  createAdhar(input: {person: {id: $person}, signature: "", adharNo: $no}) { id }
                }""";
        for (int round = 0; round < 10; round++) {
            String person = createPerson();
            var answers =
                    Clients.race(CLIENTS, i -> ask(i % 2 == 0 ? UPSERT_ADHAR : create, "person", person, "no", "" + i));
            int created = 0;
            for (int i = 0; i < CLIENTS; i++) {
                if (i % 2 == 0) {
                    created += answers.get(i).<Boolean>data("upsertAdhar.created") ? 1 : 0;
                } else if (answers.get(i).errors() == null) {
                    created++;
                } else {
                    answers.get(i).error("CONFLICT");
                }
            }
            assertEquals(1, created);
        }
    }

    private static void assertOneCreates(String created, IntFunction<Answer> client) throws Exception {
        long creators = Clients.race(CLIENTS, client).stream()
                .filter(answer -> answer.<Boolean>data(created))
                .count();
        assertEquals(1, creators);
    }
}
