package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.Sql;
import relata.api.Argument;

/** Nested lists: the waiters of each restaurant. */
@QuarkusTest
class ListsTest {
    @Inject
    DataSource dataSource;

    private String demonDogs;

    @BeforeEach
    void startsWithTwoRestaurants() {
        Api.deleteAll();
        // language=GraphQL
        String document =
                """
                mutation {
                  createPlaces(input: [
                    {name: "Demon Dogs", address: "944 W. Fullerton",
                     restaurant: {waiters: [{name: "Joe"}, {name: "Ann"}, {name: "joe"}, {name: "Zoe"}]}}
                    {name: "Lou's", address: "5 State", restaurant: {waiters: [{name: "Tom"}]}}
                    {name: "Nobody's", address: "6 State", restaurant: {}}
                    {name: "Ace Hardware", address: "1013 N. Ashland"}
                  ]) { id }
                }""";
        demonDogs = ask(document).<List<String>>data("createPlaces.id").get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first: 2, orderBy: [{place: {name: ASC}}]                  | Demon Dogs 4, Lou's 1",
                "first: 2, orderBy: [{place: {name: DESC}}]                 | Nobody's 0, Lou's 1",
                "last: 2, orderBy: [{place: {name: ASC}}]                   | Lou's 1, Nobody's 0",
                "first: 2, offset: 1, orderBy: [{place: {name: ASC}}]       | Lou's 1, Nobody's 0",
                "orderBy: [{waiterCount: DESC}, {place: {address: DESC}}]   | Demon Dogs 4, Lou's 1, Nobody's 0",
                "orderBy: [{servesPizza: ASC}, {place: {address: ASC}}]     | Lou's 1, Nobody's 0, Demon Dogs 4"
            })
    void keepsTheOrderOfTheRestaurantsThatListsAreJoinedTo(String arguments, String expected) {
        // language=GraphQL
        var restaurants = ask("{ restaurants(" + arguments + ") { nodes { place { name } waiters { name } } } }")
                .<List<Map<String, Object>>>data("restaurants.nodes");
        var told = restaurants.stream()
                .map(it -> ((Map<?, ?>) it.get("place")).get("name") + " " + ((List<?>) it.get("waiters")).size());
        assertEquals(expected, String.join(", ", told.toList()));
    }

    @Test
    void readsListsWithoutJoinBuffersWhichWouldLoseTheOrderOfTheirParents() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var level = statement.executeQuery("select @@join_cache_level")) {
            level.next();
            assertEquals(0, level.getInt(1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waiters                                                       | Joe Ann joe Zoe, Tom, ",
                "waiters(where: null, orderBy: null, first: null, offset: null) | Joe Ann joe Zoe, Tom, ",
                "waiters(first: 0)                                             | , , ",
                "waiters(first: 1)                                             | Joe, Tom, ",
                "waiters(offset: 1)                                            | Ann joe Zoe, , ",
                "waiters(first: 2, offset: 1)                                  | Ann joe, , ",
                "waiters(first: 2147483647, offset: 2147483647)                | , , ",
                "waiters(orderBy: [{name: ASC}])                               | Ann Joe joe Zoe, Tom, ",
                "waiters(orderBy: [{name: DESC}], first: 2)                    | Zoe Joe, Tom, ",
                "waiters(orderBy: [{restaurant: {place: {name: DESC}}}, {name: ASC}]) | Ann Joe joe Zoe, Tom, ",
                "waiters(where: {name: {iExact: \"JOE\"}})                     | Joe joe, , ",
                "waiters(where: {name: {iExact: \"JOE\"}}, offset: 1)          | joe, , ",
                "waiters(where: {restaurant: {place: {name: {startsWith: \"L\"}}}}) | , Tom, "
            })
    void cutsTheListOfEachRestaurant(String field, String expected) {
        // language=GraphQL
        var answer = ask("{ restaurants { nodes { list: %s { name } } } }".formatted(field));
        assertEquals(
                List.of(expected.split(",", -1)).stream().map(String::strip).toList(),
                answer.<List<List<String>>>data("restaurants.nodes.list.name").stream()
                        .map(names -> String.join(" ", names))
                        .toList());
    }

    @Test
    void answersSeveralUsesOfOneListSideBySide() {
        // language=GraphQL
        var answer = ask(
                """
                query ($one: Int = 1, $name: String = "Joe") {
                  places {
                    nodes {
                      restaurant {
                        waiters { name }
                        first: waiters(first: $one) { name }
                        second: waiters(first: 1, offset: $one) { id name }
                        joe: waiters(where: {name: {exact: $name}}) { name restaurant { waiterCount } }
                        same: waiters(where: {name: {exact: "Joe"}}) { label }
                        joes: waiterCount(where: {name: {iExact: $name}})
                        waiterCount
                        none: waiterCount(where: {or: []})
                      }
                    }
                  }
                }""");
        Map<String, Object> restaurant = answer.<List<Map<String, Object>>>data("places.nodes.restaurant")
                .get(0);
        assertEquals(4, ((List<?>) restaurant.get("waiters")).size());
        assertEquals(List.of(Map.of("name", "Joe")), restaurant.get("first"));
        assertEquals("Ann", ((Map<?, ?>) ((List<?>) restaurant.get("second")).get(0)).get("name"));
        assertEquals(List.of(Map.of("name", "Joe", "restaurant", Map.of("waiterCount", 4))), restaurant.get("joe"));
        assertEquals(List.of(Map.of("label", "Joe the waiter at Demon Dogs the restaurant")), restaurant.get("same"));
        assertEquals(2, restaurant.get("joes"));
        assertEquals(4, restaurant.get("waiterCount"));
        assertEquals(0, restaurant.get("none"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waiters(first: -1) { id }                              | first",
                "waiters(offset: -1) { id }                             | offset",
                "waiters(where: {name: null}) { id }                    | where.name",
                "waiters(where: {id: {exact: \"Place:1\"}}) { id }      | where.id.exact",
                "waiters(where: {name: {regex: \"(\"}}) { id }          | where.name.regex"
            })
    void refusesAWrongArgumentOfAListAtItsField(String field, String argument) {
        var error = ask("{ place(id: \"%s\") { restaurant { %s } } }".formatted(demonDogs, field))
                .error("BAD_USER_INPUT");
        assertEquals(argument, new Argument(List.copyOf(error.argument())).toString());
        assertEquals(List.of("place", "restaurant", "waiters"), error.get("path"));

        var everywhere =
                ask("{ restaurants { nodes { %s } } }".formatted(field)).errors();
        // nothing in the connection is nullable, so the first error is the only one
        assertEquals(1, everywhere.size());
        assertEquals(
                List.of("restaurants", "nodes", 0, "waiters"), everywhere.get(0).get("path"));
    }

    @Test
    void refusesAWrongArgumentOfACount() {
        // language=GraphQL
        var error = ask("{ restaurants { nodes { waiterCount(where: {not: {id: {in: [\"x\"]}}}) } } }")
                .error("BAD_USER_INPUT");
        assertEquals(List.of("where", "not", "id", "in", 0), error.argument());
        assertEquals(List.of("restaurants", "nodes", 0, "waiterCount"), error.get("path"));
    }

    @Test
    void answersTheOtherFieldsBesideAListThatFails() {
        // language=GraphQL
        var answer = ask("{ nodes(ids: [\"%s\"]) { ... on Place { name restaurant { waiters(first: -1) { id } } } } }"
                .formatted(demonDogs));
        answer.error("BAD_USER_INPUT");
        assertEquals("Demon Dogs", answer.json().getString("data.nodes[0].name"));
    }

    @Test
    void answersAThousandWaitersAndNotOneMore() throws SQLException {
        long key = Long.parseLong(demonDogs.substring("Place:".length()));
        insertWaiters(key, 996);
        // language=GraphQL
        String all = "{ restaurants { nodes { waiters { id } } } }";
        var sizes = ask(all).<List<List<?>>>data("restaurants.nodes.waiters");
        assertEquals(List.of(1000, 1, 0), sizes.stream().map(List::size).toList());

        insertWaiters(key, 1);
        // language=GraphQL
        String one = "{ place(id: \"%s\") { restaurant { waiters%s { id } } } }";
        for (String tooMany : List.of("", "(offset: 0)", "(first: 1001)", "(first: 1001, orderBy: [{name: DESC}])")) {
            var error = ask(one.formatted(demonDogs, tooMany)).error("LIMIT_EXCEEDED");
            assertEquals(1000, error.<Integer>get("extensions.value"));
            assertTrue(error.message().contains("waiters"), error.message());
        }
        var answer = ask(all);
        assertEquals(
                List.of("restaurants", "nodes", 0, "waiters"),
                answer.error("LIMIT_EXCEEDED").get("path"));
        assertNull(answer.json().get("data"), "a list of no nulls");
        for (String cut :
                List.of("first: 1000", "offset: 1", "first: 5000, offset: 1", "where: {name: {exact: \"x\"}}")) {
            // language=GraphQL
            ask("{ restaurants { nodes { waiters(%s) { id } } } }".formatted(cut))
                    .data();
        }
        // language=GraphQL
        var count = ask("{ restaurants { nodes { waiterCount } } waiters(first: 500) { totalCount } }");
        assertEquals(List.of(1001, 1, 0), count.data("restaurants.nodes.waiterCount"));
        assertEquals(1002, count.<Integer>data("waiters.totalCount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(offset: 0)", "(first: 2000)", "(where: {name: {contains: \"o\"}})"})
    void leavesTheOtherListsWholeWhereOneIsTooLong(String arguments) throws SQLException {
        long key = Long.parseLong(demonDogs.substring("Place:".length()));
        insertWaiters(key, 3000);
        for (String ids : List.of("\"Restaurant:%d\", \"Restaurant:%d\"", "\"Restaurant:%2$d\", \"Restaurant:%1$d\"")) {
            // language=GraphQL
            String document =
                    "{ nodes(ids: [%s]) { ... on Restaurant { waiters%s { name restaurant { waiters(first: 1) { name } } } } } }"
                            .formatted(ids.formatted(key, key + 1), arguments);
            var answer = ask(document);
            int tooLong = ids.contains("%2") ? 1 : 0;
            assertEquals(
                    List.of("nodes", tooLong, "waiters"),
                    answer.error("LIMIT_EXCEEDED").get("path"));
            List<Map<String, Object>> nodes = answer.json().get("data.nodes");
            assertNull(nodes.get(tooLong));
            assertEquals(
                    List.of(Map.of("name", "Tom", "restaurant", Map.of("waiters", List.of(Map.of("name", "Tom"))))),
                    nodes.get(1 - tooLong).get("waiters"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ waiters { nodes { name restaurant { waiters { name } } } } }",
                "{ waiters(first: 3) { nodes { name restaurant { waiters { name } } } } }",
                "{ nodes(ids: [$ids]) { ... on Waiter { name restaurant { waiters { name } } } } }",
                "{ restaurants(first: 1) { nodes { waiters { name restaurant { waiters { name } } } } } }"
            })
    void answersOneListOnceForEachOfItsParents(String document) {
        // language=GraphQL
        var ids = ask("{ waiters(first: 4) { nodes { id } } }").<List<String>>data("waiters.nodes.id");
        var answer = ask(document.replace("$ids", "\"" + String.join("\", \"", ids) + "\""));
        answer.data();
        assertEquals(
                List.of(),
                lists(answer.json().get("data")).stream()
                        .filter(names ->
                                !names.equals(List.of("Joe", "Ann", "joe", "Zoe")) && !names.equals(List.of("Tom")))
                        .toList());
    }

    /** The names in each list of waiters without further lists. */
    private static List<List<Object>> lists(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(each -> lists(each).stream()).toList();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return List.of();
        }
        if (object.get("waiters") instanceof List<?> waiters
                && waiters.stream().allMatch(each -> ((Map<?, ?>) each).keySet().equals(Set.of("name")))) {
            return List.of(waiters.stream()
                    .<Object>map(each -> ((Map<?, ?>) each).get("name"))
                    .toList());
        }
        return object.values().stream().flatMap(each -> lists(each).stream()).toList();
    }

    @Test
    void answersOneListForEachWaiterWhoIsCreatedWithIt() {
        // language=GraphQL
        var answer = ask(
                """
                mutation ($r: ID!) {
                  createWaiters(input: [{name: "Al", restaurant: $r}, {name: "Bo", restaurant: $r}]) {
                    restaurant { waiters { name } }
                  }
                }""",
                "r",
                demonDogs.replace("Place", "Restaurant"));
        assertEquals(
                Collections.nCopies(2, List.of("Joe", "Ann", "joe", "Zoe", "Al", "Bo")),
                answer.data("createWaiters.restaurant.waiters.name"));
    }

    /** The other lists are then read again, but count only once. */
    @Test
    void countsListsOnceThoughOneIsTooLong() throws SQLException {
        Sql.execute(
                dataSource,
                "insert into place (name, address) select 'p', 'a' from seq_1_to_30",
                "insert into restaurant (place_id, serves_hot_dogs, serves_pizza) "
                        + "select id, 0, 0 from place where name = 'p'",
                "insert into waiter (name, restaurant_id) select 'w', r.place_id "
                        + "from restaurant r join place p on p.id = r.place_id, seq_1_to_1000 where p.name = 'p'");
        insertWaiters(Long.parseLong(demonDogs.substring("Place:".length())), 1000);
        // language=GraphQL
        var answer = ask("{ restaurants { nodes { waiters { name } } } }");
        assertEquals("list", answer.error("LIMIT_EXCEEDED").get("extensions.limit"));
    }

    private void insertWaiters(long restaurant, int count) throws SQLException {
        String sql =
                """
                insert into waiter (id, name, restaurant_id)
                select 1000000 + (select max(id) from waiter) + seq, 'Jo', %d from seq_1_to_%d""";
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql.formatted(restaurant, count));
        }
    }

    @Test
    void readsTheSameRestaurantByManyWays() {
        // language=GraphQL
        var answer = ask(
                """
                {
                  waiters {
                    nodes { restaurant { place { name restaurant { waiters(first: 1) { name restaurant { label } } } } } }
                  }
                }""");
        assertEquals(
                Collections.nCopies(4, List.of("Joe")),
                answer.<List<Object>>data("waiters.nodes.restaurant.place.restaurant.waiters.name")
                        .subList(0, 4));
    }
}
