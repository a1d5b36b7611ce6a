package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;
import static relata.Api.assertStatements;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;
import relata.Api.Answer;
import relata.Sql;
import relata.feed.Listener;

/** `updateXs` and `deleteXs`, which change and delete all records that satisfy a filter. */
@QuarkusTest
class BulkTest {
    private static final int MOST = 50_000;

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    private String dogs;
    private String hardware;

    @BeforeEach
    void createTwoPlaces() {
        Api.deleteAll();
        // language=GraphQL
        var answer = ask(
                """
                mutation {
                  dogs: createPlace(input: {
                    name: "Demon Dogs", address: "944 W. Fullerton", restaurant: {waiters: [{name: "Joe"}, {name: "joe"}]}
                  }) { id }
                  hardware: createPlace(input: {name: "Ace Hardware", address: "1013 N. Ashland"}) { id }
                }""");
        dogs = answer.data("dogs.id");
        hardware = answer.data("hardware.id");
    }

    private static List<String> names(String connection) {
        return ask("{ %s { nodes { name } } }".formatted(connection)).data(connection + ".nodes.name");
    }

    private String restaurant() {
        return dogs.replace("Place", "Restaurant");
    }

    @Test
    void changesWhatAQueryFindsAndCountsWhatIsOther() {
        // language=GraphQL
        var answer = ask(
                "mutation { updatePlaces(where: {hasRestaurant: true}, input: {address: \"1 Main\"}) { matched changed } }");
        assertEquals(Map.of("matched", 1, "changed", 1), answer.data("updatePlaces"));
        // language=GraphQL
        answer = ask("mutation { updatePlaces(where: {}, input: {address: \"1 Main\"}) { matched changed } }");
        assertEquals(Map.of("matched", 2, "changed", 1), answer.data("updatePlaces"));
        // language=GraphQL
        List<String> addresses = ask("{ places { nodes { address } } }").data("places.nodes.address");
        assertEquals(List.of("1 Main", "1 Main"), addresses);
    }

    @Test
    void takesAnotherCaseForAnotherText() {
        // language=GraphQL
        var answer = ask("mutation { updateWaiters(where: {}, input: {name: \"JOE\"}) { matched changed } }");
        assertEquals(Map.of("matched", 2, "changed", 2), answer.data("updateWaiters"));
        // language=GraphQL
        answer = ask("mutation { updateWaiters(where: {}, input: {name: \"JOE \"}) { matched changed } }");
        assertEquals(Map.of("matched", 2, "changed", 2), answer.data("updateWaiters"));
        assertEquals(List.of("JOE ", "JOE "), names("waiters"));
    }

    @Test
    void countsWithoutAnyFieldToChange() {
        // language=GraphQL
        var answer = ask("mutation { updateRestaurants(where: {}, input: {}) { matched changed } }");
        assertEquals(Map.of("matched", 1, "changed", 0), answer.data("updateRestaurants"));
    }

    @Test
    void changesWhatTheFilterIsAbout() {
        // language=GraphQL
        var answer = ask(
                """
                mutation {
                  names: updateWaiters(
                    where: {restaurant: {waiters: {some: {name: {exact: "joe"}}}}}, input: {name: "Ann"}
                  ) { matched changed }
                  places: updatePlaces(
                    where: {restaurant: {waiters: {every: {name: {exact: "Ann"}}}}}, input: {name: "Ann's"}
                  ) { matched }
                  deleted: deletePlaces(
                    where: {restaurant: {place: {restaurant: {waiters: {count: {exact: 2}}}}}}
                  ) { places restaurants waiters people adhars }
                }""");
        assertEquals(Map.of("matched", 2, "changed", 2), answer.data("names"));
        assertEquals(Map.of("matched", 1), answer.data("places"));
        assertEquals(
                Map.of("places", 1, "restaurants", 1, "waiters", 2, "people", 0, "adhars", 0), answer.data("deleted"));
        assertEquals(List.of("Ace Hardware"), names("places"));
    }

    @Test
    void movesAllWaiters() {
        // language=GraphQL
        var answer = ask(
                """
                mutation ($place: ID!, $restaurant: ID!) {
                  createRestaurant(input: {place: {id: $place}}) { id }
                  updateWaiters(where: {name: {exact: "Joe"}}, input: {restaurant: $restaurant}) { matched changed }
                }""",
                "place",
                hardware,
                "restaurant",
                hardware.replace("Place", "Restaurant"));
        assertEquals(Map.of("matched", 1, "changed", 1), answer.data("updateWaiters"));
        // language=GraphQL
        List<Integer> counts = ask("{ restaurants { nodes { waiterCount } } }").data("restaurants.nodes.waiterCount");
        assertEquals(List.of(1, 1), counts);
    }

    @Test
    void looksForNamedRecordsEvenIfNothingSatisfiesTheFilter() {
        // language=GraphQL
        var error =
                ask("mutation { updateWaiters(where: {or: []}, input: {restaurant: \"Restaurant:999999\"}) { matched } }")
                        .error("NOT_FOUND");
        assertEquals(List.of("input", "restaurant"), error.argument());
        assertEquals("Restaurant:999999", error.get("extensions.id"));
    }

    @Test
    void tellsAllThatIsWrongWithInputsAndFiltersTogether() {
        // language=GraphQL
        var errors = ask(
                        """
                        mutation ($nothing: String, $bell: String = "\\u0000") {
                          updateWaiters(
                            where: {
                              id: {in: ["Waiter:1", "Place:1"]}
                              restaurant: {id: {exact: "x"}, waiters: {none: {name: {exact: $nothing, contains: $bell}}}}
                            }
                            input: {name: " ", restaurant: "Waiter:1"}
                          ) { matched }
                          deletePeople(where: {adhar: {person: {not: {id: {exact: "Adhar:1"}}}}}) { people }
                          deletePlace(id: "Place:999999") { id }
                        }""",
                        "nothing",
                        null)
                .errors();
        assertEquals(
                List.of(
                        List.of("where", "id", "in", 1),
                        List.of("where", "restaurant", "id", "exact"),
                        List.of("where", "restaurant", "waiters", "none", "name", "exact"),
                        List.of("where", "restaurant", "waiters", "none", "name", "contains"),
                        List.of("input", "name"),
                        List.of("input", "restaurant"),
                        List.of("where", "adhar", "person", "not", "id", "exact")),
                errors.stream()
                        .map(error -> ((Map<?, ?>) error.get("extensions")).get("argument"))
                        .toList());
    }

    @Test
    void refusesAPatternThatIsNone() {
        // language=GraphQL
        var error = ask("mutation { deletePlaces(where: {name: {regex: \"(\"}}) { places } }")
                .error("BAD_USER_INPUT");
        assertEquals(List.of("where", "name", "regex"), error.argument());
    }

    /** The same for any number of rows: there is one place with two waiters, and later 600. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | updatePlaces(where: {hasRestaurant: true}, input: {address: \"%s\"}) { matched }",
                "2 | updateWaiters(where: {restaurant: {place: {name: {startsWith: \"D\"}}}}, input: {name: \"%s\"}) { changed }",
                "3 | updateWaiters(where: {}, input: {name: \"%s\", restaurant: \"$r\"}) { changed }",
                "1 | updateWaiters(where: {}, input: {}) { matched }",
                "2 | deleteWaiters(where: {name: {contains: \"o\"}}) { waiters }",
                "4 | deleteRestaurants(where: {waiters: {some: {name: {iContains: \"o\"}}}}) { waiters }",
                "6 | deletePlaces(where: {restaurant: {waiters: {some: {name: {iContains: \"o\"}}}}}) { waiters }"
            })
    void takesSoManyStatements(int statements, String field) {
        for (int rows : List.of(2, 600)) {
            createTwoPlaces();
            if (rows > 2) {
                var names = IntStream.range(2, rows)
                        .mapToObj(i -> Map.of("name", "o" + i, "restaurant", restaurant()))
                        .collect(Collectors.groupingBy(input -> input.hashCode() % 2 == 0));
                names.values().forEach(half -> ask(
                                // language=GraphQL
                                "mutation ($input: [CreateWaiterInput!]!) { createWaiters(input: $input) { id } }",
                                "input",
                                half)
                        .data());
            }
            String asked = field.formatted("n" + rows).replace("$r", restaurant());
            assertStatements(statements, () -> {
                var answer = ask("mutation { " + asked + " }");
                answer.data();
                return answer;
            });
        }
    }

    @Test
    void deletesPeopleWithTheirAdhars() {
        // language=GraphQL
        ask("""
                        mutation {
                          createPerson(input: {name: "Rion"}) { id }
                          createPerson2: createPerson(input: {name: "Joan", adhar: {signature: "", adharNo: "1"}}) { id }
                        }""")
                .data();
        // language=GraphQL
        var answer = assertStatements(4, () -> ask("mutation { deletePeople(where: {}) { people adhars places } }"));
        assertEquals(Map.of("people", 2, "adhars", 1, "places", 0), answer.data("deletePeople"));
        // language=GraphQL
        answer = ask(
                "mutation { deleteAdhars(where: {}) { adhars } updatePeople(where: {}, input: {email: \"\"}) { matched } }");
        assertEquals(Map.of("adhars", 0), answer.data("deleteAdhars"));
        assertEquals(Map.of("matched", 0), answer.data("updatePeople"));
    }

    @Test
    void tellsSubscribersOfEachRecordAndOfNoneThatStaysAsItWas() {
        Api.awaitFeed();
        // language=GraphQL
        String cursor = ask("{ changesCursor }").data("changesCursor");
        // language=GraphQL
        List<String> waiters = ask("{ waiters { nodes { id } } }").data("waiters.nodes.id");
        try (var listener = Listener.to(server, "after", cursor)) {
            // language=GraphQL
            ask("mutation { updateWaiters(where: {}, input: {name: \"Joe\"}) { matched } }")
                    .data();
            // language=GraphQL
            ask("mutation { deletePlaces(where: {name: {exact: \"Demon Dogs\"}}) { places } }")
                    .data();
            assertEquals(
                    List.of(
                            "UPDATED " + waiters.get(1),
                            "DELETED " + waiters.get(0),
                            "DELETED " + waiters.get(1),
                            "DELETED " + restaurant(),
                            "DELETED " + dogs),
                    listener.awaitKinds(5));
        }
    }

    @Test
    void deletesNothingThatOtherDataRefersTo() throws SQLException {
        Sql.execute(
                database,
                "create table review (place_id bigint, constraint fk_review_place foreign key (place_id) references place (id))",
                "insert into review values (%s)".formatted(dogs.substring(6)));
        try {
            // language=GraphQL
            var error = ask("mutation { deletePlaces(where: {}) { places } }").error("CONFLICT");
            assertEquals(List.of("where"), error.argument());
            assertEquals("fk_review_place", error.get("extensions.constraint"));
            // language=GraphQL
            error = ask("mutation ($id: ID!) { deletePlace(id: $id) { id } }", "id", dogs)
                    .error("CONFLICT");
            assertEquals(List.of("id"), error.argument());
            assertEquals(List.of("Joe", "joe"), names("waiters"));
        } finally {
            Sql.execute(database, "drop table review");
        }
    }

    @Test
    void keepsNothingIfALaterFieldFails() {
        // language=GraphQL
        ask("mutation { deleteWaiters(where: {}) { waiters } deletePlace(id: 999999) { id } }")
                .error("NOT_FOUND");
        assertEquals(List.of("Joe", "joe"), names("waiters"));
    }

    private void addWaiters(int count) throws SQLException {
        String numbers = "with recursive n as (select 1 i union all select i + 1 from n where i < %d)".formatted(count);
        Sql.execute(
                database,
                "set statement max_recursive_iterations = 100000 for insert into waiter (name, restaurant_id) %s select 'x', %s from n"
                        .formatted(numbers, dogs.substring(6)));
    }

    private static void assertTooMany(Answer answer) {
        var error = answer.error("LIMIT_EXCEEDED");
        assertEquals("relata.limits.cost", error.get("extensions.limit"));
        assertEquals(MOST, error.<Integer>get("extensions.value"));
    }

    private static int count(String connection) {
        return ask("{ %s { totalCount } }".formatted(connection)).data(connection + ".totalCount");
    }

    @Test
    void changesSoManyRecordsAndNoneIfThereAreMore() throws SQLException {
        addWaiters(MOST - 2);
        // language=GraphQL
        String update = "mutation { updateWaiters(where: {}, input: {name: \"%s\"}) { matched changed } }";
        assertEquals(
                Map.of("matched", MOST, "changed", MOST),
                ask(update.formatted("y")).data("updateWaiters"));
        addWaiters(1);
        assertTooMany(ask(update.formatted("z")));
        // language=GraphQL
        String found =
                ask("{ waiters(where: {name: {exact: \"z\"}}) { totalCount } }").text();
        assertEquals("{\"data\":{\"waiters\":{\"totalCount\":0}}}", found);

        // the place and its restaurant are deleted too
        // language=GraphQL
        String delete = "mutation { deletePlaces(where: {hasRestaurant: true}) { places restaurants waiters } }";
        assertTooMany(ask(delete));
        // language=GraphQL
        ask("mutation { deleteWaiters(where: {name: {exact: \"x\"}}) { waiters } }")
                .data();
        assertTooMany(ask(delete));
        // language=GraphQL
        ask("mutation ($id: ID!) { deleteWaiter(id: $id) { id } }", "id", anyWaiter())
                .data();
        // language=GraphQL
        ask("mutation ($id: ID!) { deleteWaiter(id: $id) { id } }", "id", anyWaiter())
                .data();
        assertEquals(2, count("places"));
        assertEquals(
                Map.of("places", 1, "restaurants", 1, "waiters", MOST - 2),
                ask(delete).data("deletePlaces"));
    }

    private static String anyWaiter() {
        // language=GraphQL
        return ask("{ waiters(first: 1) { nodes { id } } }")
                .<List<String>>data("waiters.nodes.id")
                .get(0);
    }

    @Test
    void countsTheFieldsOfAnOperationTogether() throws SQLException {
        addWaiters(MOST / 2 - 1);
        // language=GraphQL
        String document =
                "mutation { a: updateWaiters(where: {}, input: {}) { matched } b: updateWaiters(where: {}, input: {}) { matched } }";
        assertTooMany(ask(document));
        ask("mutation ($id: ID!) { deleteWaiter(id: $id) { id } }", "id", anyWaiter())
                .data();
        ask(document).data();
        // language=GraphQL
        ask("mutation { deleteWaiters(where: {}) { waiters } }").data();
    }

    @Test
    void leavesNoOrphansIfOthersCreateMeanwhile() throws Exception {
        for (int round = 0; round < 10; round++) {
            createTwoPlaces();
            String restaurant = restaurant();
            var answers = Clients.race(
                    8,
                    i -> i == 0
                            ? ask("mutation { deletePlaces(where: {hasRestaurant: true}) { places waiters } }")
                            : ask(
                                    "mutation ($r: ID!) { createWaiter(input: {name: \"Ann\", restaurant: $r}) { id } }",
                                    "r",
                                    restaurant));
            long created = answers.stream()
                    .skip(1)
                    .filter(answer -> answer.errors() == null)
                    .count();
            assertEquals(1, answers.get(0).<Integer>data("deletePlaces.places"));
            assertEquals(
                    2 + created,
                    answers.get(0).<Integer>data("deletePlaces.waiters").longValue());
            answers.stream()
                    .skip(1)
                    .filter(answer -> answer.errors() != null)
                    .forEach(answer -> answer.error("NOT_FOUND"));
            assertEquals(0, count("waiters"));
        }
    }
}
