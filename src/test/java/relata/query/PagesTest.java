package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.Api.Answer;
import relata.query.sql.Cursor;

@QuarkusTest
class PagesTest {
    private static final String PAGE =
            "nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount";

    @BeforeEach
    void startsWithFivePlaces() {
        Api.deleteAll();
        places("c", "a", "e", "b", "d");
    }

    private static void places(String... names) {
        var inputs = new ArrayList<Map<String, String>>();
        for (String name : names) {
            inputs.add(Map.of("name", name, "address", "1 Main"));
        }
        // language=GraphQL
        ask("mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }", "input", inputs)
                .data();
    }

    private static Answer page(String arguments, String cursor) {
        // language=GraphQL
        String document =
                "query ($c: String) { places(%s) { %s } unused: places(after: $c) @skip(if: true) { totalCount } }"
                        .formatted(arguments, PAGE);
        return ask(document, "c", cursor);
    }

    private static List<String> names(String arguments, String cursor) {
        return page(arguments, cursor).data("places.nodes.name");
    }

    private static String cursorAt(String name, String orderBy) {
        // language=GraphQL
        String document = "{ places(orderBy: %s) { edges { cursor node { name } } } }".formatted(orderBy);
        var edges = ask(document).<List<Map<String, Object>>>data("places.edges");
        return edges.stream()
                .filter(edge -> ((Map<?, ?>) edge.get("node")).get("name").equals(name))
                .map(edge -> (String) edge.get("cursor"))
                .findFirst()
                .orElseThrow();
    }

    private static void delete(String name) {
        // language=GraphQL
        String find = "query ($name: String!) { places(where: {name: {exact: $name}}) { nodes { id } } }";
        String id =
                ask(find, "name", name).<List<String>>data("places.nodes.id").get(0);
        // language=GraphQL
        ask("mutation ($id: ID!) { deletePlace(id: $id) { id } }", "id", id).data();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first: 0",
                "first: 500",
                "last: 0",
                "last: 500",
                "offset: 0",
                "offset: 2147483647",
                "first: 1, offset: 1",
                "first: 2, after: $c",
                "after: $c",
                "last: 2, before: $c",
                "before: $c",
                "first: null, last: 2",
                "last: null, first: 2",
                "first: null",
                "offset: null, first: 1, after: $c",
                "before: null, after: $c"
            })
    void takesArgumentsThatGoTogether(String arguments) {
        page(arguments, cursorAt("a", "[]")).data();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first: 501                        | first",
                "first: -1                         | first",
                "first: 2147483647                 | first",
                "last: 501                         | last",
                "last: -1                          | last",
                "offset: -1                        | offset",
                "first: 1, offset: -1              | offset",
                "first: 1, last: 1                 | last",
                "first: 1, before: $c              | before",
                "last: 1, after: $c                | last",
                "last: 1, offset: 1                | offset",
                "after: $c, before: $c             | before",
                "after: $c, offset: 1              | offset",
                "before: $c, offset: 1             | offset",
                "first: 1, after: $c, offset: 0    | offset",
                "first: 1, after: $c, before: $c   | before",
                "first: 1, last: 1, after: $c, before: $c, offset: 1 | offset"
            })
    void refusesArgumentsThatDoNot(String arguments, String argument) {
        var error = page(arguments, cursorAt("a", "[]")).error("BAD_USER_INPUT");
        assertEquals(List.of(argument), error.argument());
        assertEquals(List.of("places"), error.get("path"));
    }

    @Test
    void answers50RowsUnlessToldOtherwiseAnd500AtMost() {
        places(IntStream.range(0, 500).mapToObj(i -> "p" + i).toArray(String[]::new));
        assertEquals(50, names("where: {}", null).size());
        assertEquals(50, names("first: null", null).size());
        String last = cursorAt("p40", "[]");
        assertEquals(45, names("before: $c", last).size(), "all of them");
        assertEquals(50, names("after: $c", last).size());
        var page = page("first: 500", null);
        assertEquals(500, page.<List<?>>data("places.nodes").size());
        assertEquals(true, page.data("places.pageInfo.hasNextPage"));
        assertEquals(505, page.<Integer>data("places.totalCount"));
        var rest = page("first: 500, after: $c", page.data("places.pageInfo.endCursor"));
        assertEquals(5, rest.<List<?>>data("places.nodes").size());
        assertEquals(505, rest.<Integer>data("places.totalCount"));
        assertEquals(500, names("last: 500", null).size());
        assertEquals(List.of("p499"), names("offset: 504", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first: 0                   | false | true  |",
                "last: 0                    | true  | false |",
                "first: 0, after: $c        | true  | true  |",
                "last: 0, before: $c        | true  | true  |",
                "offset: 5                  | true  | false |",
                "offset: 2147483647         | true  | false |",
                "first: 0, offset: 5        | true  | false |",
                "first: 0, offset: 4        | true  | true  |",
                "first: 2                   | false | true  | a b",
                "last: 2                    | true  | false | d e",
                "first: 5                   | false | false | a b c d e",
                "last: 5                    | false | false | a b c d e",
                "first: 1, after: $c        | true  | true  | d",
                "first: 2, after: $c        | true  | false | d e",
                "last: 1, before: $c        | true  | true  | b",
                "last: 2, before: $c        | false | true  | a b",
                "first: 1, offset: 4        | true  | false | e",
                "where: {name: {lt: \"c\"}}, after: $c  | true | false |",
                "where: {name: {gt: \"c\"}}, before: $c | false | true |",
                "where: {or: []}            | false | false |",
                "where: {or: []}, after: $c | false | false |",
                "where: {or: []}, offset: 3 | false | false |",
                "where: {or: []}, last: 3   | false | false |"
            })
    void tellsTruly(String arguments, boolean previous, boolean next, String names) {
        var page = page("orderBy: [{name: ASC}], " + arguments, cursorAt("c", "[{name: ASC}]"));
        assertEquals(names == null ? List.of() : List.of(names.split(" ")), page.data("places.nodes.name"));
        assertEquals(previous, page.data("places.pageInfo.hasPreviousPage"));
        assertEquals(next, page.data("places.pageInfo.hasNextPage"));
        if (names == null) {
            assertNull(page.data("places.pageInfo.startCursor"));
            assertNull(page.data("places.pageInfo.endCursor"));
        } else {
            assertEquals(cursorAt(names.substring(0, 1), "[{name: ASC}]"), page.data("places.pageInfo.startCursor"));
        }
    }

    @Test
    void readsOnFromACursorAfterItsRowIsGone() {
        String c = cursorAt("c", "[{name: ASC}]");
        delete("c");
        assertEquals(List.of("d", "e"), names("orderBy: [{name: ASC}], after: $c", c));
        assertEquals(List.of("a", "b"), names("orderBy: [{name: ASC}], before: $c", c));
        places("c");
        assertEquals(List.of("c", "d", "e"), names("orderBy: [{name: ASC}], after: $c", c), "it has a greater key");
    }

    @Test
    void readsOnFromTheCursorOfTheLastRow() {
        String e = cursorAt("e", "[{name: ASC}]");
        assertEquals(List.of(), names("orderBy: [{name: ASC}], after: $c", e));
        places("f");
        assertEquals(List.of("f"), names("orderBy: [{name: ASC}], after: $c", e));
    }

    @Test
    void usesACursorWithAnotherWhere() {
        String c = cursorAt("c", "[{name: ASC}]");
        assertEquals(List.of("e"), names("orderBy: [{name: ASC}], where: {name: {gte: \"e\"}}, after: $c", c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{name: DESC}]",
                "[{address: ASC}]",
                "[{name: ASC}, {address: ASC}]",
                "[{id: DESC}]",
                "[{restaurant: {place: {name: ASC}}}]"
            })
    void refusesACursorOfAnotherOrder(String orderBy) {
        var error = page("orderBy: %s, after: $c".formatted(orderBy), cursorAt("c", "[{name: ASC}]"))
                .error("BAD_USER_INPUT");
        assertEquals(List.of("after"), error.argument());
    }

    @Test
    void refusesACursorOfAnotherType() {
        // language=GraphQL
        String document = "query ($c: String) { waiters(orderBy: [{name: ASC}], before: $c) { nodes { id } } }";
        var error = ask(document, "c", cursorAt("c", "[{name: ASC}]")).error("BAD_USER_INPUT");
        assertEquals(List.of("before"), error.argument());
    }

    @Test
    void refusesATamperedCursor() {
        String cursor = cursorAt("c", "[]");
        var tampered = new ArrayList<String>(List.of(
                "", " ", "x", "é", "😀", "null", cursor + "=", cursor + "A", " " + cursor, cursor.substring(1)));
        for (int i = 0; i < cursor.length(); i++) {
            tampered.add(cursor.substring(0, i));
            for (char c : "AQgwBRhx_-".toCharArray()) {
                tampered.add(cursor.substring(0, i) + c + cursor.substring(i + 1));
            }
        }
        tampered.removeIf(cursor::equals);
        // split to stay within the limits of one operation
        for (String some : parts(tampered, 40)) {
            var answer = ask(some, partVariables(tampered, some).toArray());
            assertTrue(
                    answer.errors().stream().allMatch(error -> ((Map<?, ?>) error.get("extensions"))
                            .get("code")
                            .equals("BAD_USER_INPUT")),
                    answer::text);
            assertEquals(
                    some.split("totalCount", -1).length - 1, answer.errors().size(), answer::text);
        }
    }

    /** With a valid digest, which anybody can compute. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Place by id asc             | []         | null, [], ['a'], [true], [[1]], [{}], [{'a': 1}], [1.5], [1e30],"
                        + " [1000000000000000000000000000000], [1, 2], [null], ['\\u0000', 1]",
                "Place by name asc, id asc   | [{name: ASC}] | ['a'], [1, 1], ['a', 'b'], [null, 1], ['a', null],"
                        + " ['\\u0000', 1], ['\\uD800', 1], ['a\\uDC00', 1], [false, 1], [['a'], 1]",
                "Place by restaurant.waiterCount desc, id asc | [{restaurant: {waiterCount: DESC}}] |"
                        + " [true, 1], ['1', 1], [1.0, 1], [null, null], [1]",
                "Place by restaurant.servesPizza asc, id asc | [{restaurant: {servesPizza: ASC}}] | [1, 1], ['true', 1]",
                "Place by restaurant.place.id asc, id asc | [{restaurant: {place: {id: ASC}}}] | ['1', 1], [1, null]"
            })
    void refusesAForgedCursor(String order, String orderBy, String forged) throws Exception {
        for (var json : new ObjectMapper().readTree("[" + forged.replace('\'', '"') + "]")) {
            List<?> values = new ObjectMapper().convertValue(json, List.class);
            var answer = page("orderBy: %s, after: $c".formatted(orderBy), Cursor.write(order, values));
            assertEquals(List.of("after"), answer.error("BAD_USER_INPUT").argument(), json::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Place by id asc                              | []                                 | [5]",
                "Place by name asc, id asc                    | [{name: ASC}]                      | ['É 😀', 1]",
                "Place by restaurant.waiterCount desc, id asc | [{restaurant: {waiterCount: DESC}}] | [null, 1]",
                "Place by restaurant.waiterCount desc, id asc | [{restaurant: {waiterCount: DESC}}] | [2, 1]",
                "Place by restaurant.servesPizza asc, id asc  | [{restaurant: {servesPizza: ASC}}]  | [false, 1]",
                "Place by restaurant.servesPizza asc, id asc  | [{restaurant: {servesPizza: ASC}}]  | [null, 1]",
                "Place by restaurant.place.id asc, id asc     | [{restaurant: {place: {id: ASC}}}]  | [null, 1]",
                "Place by restaurant.place.id asc, id asc     | [{restaurant: {place: {id: ASC}}}]  | [3, 1]"
            })
    void readsOnFromAPlaceWhereARowCouldBe(String order, String orderBy, String values) throws Exception {
        String cursor = Cursor.write(order, new ObjectMapper().readValue(values.replace('\'', '"'), List.class));
        page("orderBy: %s, after: $c".formatted(orderBy), cursor).data();
    }

    private static List<String> parts(List<String> cursors, int size) {
        var documents = new ArrayList<String>();
        for (int from = 0; from < cursors.size(); from += size) {
            var head = new StringBuilder("query (");
            var fields = new StringBuilder(") {");
            for (int i = from; i < Math.min(from + size, cursors.size()); i++) {
                head.append("$c%d: String ".formatted(i));
                fields.append(" p%d: places(after: $c%d) { totalCount }".formatted(i, i));
            }
            documents.add(head.append(fields).append(" }").toString());
        }
        return documents;
    }

    private static List<Object> partVariables(List<String> cursors, String document) {
        var variables = new ArrayList<>();
        for (int i = 0; i < cursors.size(); i++) {
            if (document.contains("$c%d:".formatted(i))) {
                variables.addAll(List.of("c" + i, cursors.get(i)));
            }
        }
        return variables;
    }

    @Test
    void ordersByKeyUnlessToldOtherwise() {
        var byKey = List.of("c", "a", "e", "b", "d");
        for (String orderBy : List.of("[]", "null", "[{id: ASC}]", "[{id: ASC}, {name: DESC}]", "{id: ASC}")) {
            assertEquals(byKey, names("orderBy: " + orderBy, null), orderBy);
            assertEquals(
                    List.of("e", "b", "d"),
                    names("orderBy: %s, after: $c".formatted(orderBy), cursorAt("a", "[]")),
                    orderBy);
        }
        assertEquals(List.of("d", "b", "e", "a", "c"), names("orderBy: [{id: DESC}]", null));
    }

    @Test
    void ordersIdsByNumber() {
        var ids = ask("{ places(orderBy: [{id: ASC}], first: 500) { nodes { id } } }")
                .<List<String>>data("places.nodes.id");
        assertEquals(
                ids.stream().map(id -> Long.parseLong(id.substring(6))).sorted().toList(),
                ids.stream().map(id -> Long.parseLong(id.substring(6))).toList());
    }

    @Test
    void ordersRowsThatAreEqualByKeyWhateverTheDirection() {
        places("A", "B", "a", "b");
        assertEquals(List.of("e", "d", "c", "b", "B", "b", "a", "A", "a"), names("orderBy: [{name: DESC}]", null));
        assertEquals(List.of("a", "A", "a", "b", "B", "b", "c", "d", "e"), names("orderBy: [{name: ASC}]", null));
    }

    @Test
    void ordersTextByUnicodeWithAccentsApartAndCaseIgnored() {
        Api.deleteAll();
        places("zebra", "Éclair", "eclair", "Zoo", "éclair", "apple", "Ärger", "arm", "ß", "st");
        assertEquals(
                List.of("apple", "Ärger", "arm", "eclair", "Éclair", "éclair", "ß", "st", "zebra", "Zoo"),
                names("orderBy: [{name: ASC}]", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{}]",
                "[{name: ASC, id: ASC}]",
                "[null]",
                "[{name: UP}]",
                "[{restaurant: {}}]",
                "[{label: ASC}]"
            })
    void refusesAnOrderThatIsNone(String orderBy) {
        ask("{ places(orderBy: %s) { totalCount } }".formatted(orderBy)).error("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void refusesANullAsADirection() {
        // language=GraphQL
        ask("{ places(orderBy: [{name: null}]) { totalCount } }").error("GRAPHQL_VALIDATION_FAILED");
        // language=GraphQL
        ask("{ places(orderBy: [{restaurant: null}]) { totalCount } }").error("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void refusesAnOrderThatIsNoneInAVariable() {
        // language=GraphQL
        String document = "query ($orderBy: [PlaceOrder!]) { places(orderBy: $orderBy) { totalCount } }";
        var nothing = new HashMap<String, Object>();
        nothing.put("name", null);
        for (Object order : List.of(
                Map.of(),
                nothing,
                Map.of("name", "UP"),
                Map.of("name", "ASC", "id", "ASC"),
                Map.of("restaurant", nothing))) {
            ask(document, "orderBy", List.of(order)).error("BAD_USER_INPUT");
        }
    }

    @Test
    void ordersAMissingRestaurantFirstAndLastInDesc() {
        Api.deleteAll();
        // language=GraphQL
        ask("""
                        mutation {
                          createPlaces(input: [
                            {name: "two", address: "x", restaurant: {waiters: [{name: "Joe"}, {name: "Ann"}]}}
                            {name: "missing", address: "x"}
                            {name: "none", address: "x", restaurant: {servesPizza: true}}
                            {name: "also missing", address: "x"}
                          ]) { id }
                        }""")
                .data();
        assertEquals(
                List.of("missing", "also missing", "none", "two"),
                names("orderBy: [{restaurant: {waiterCount: ASC}}]", null));
        assertEquals(
                List.of("two", "none", "missing", "also missing"),
                names("orderBy: [{restaurant: {waiterCount: DESC}}]", null));
        assertEquals(
                List.of("none", "two", "missing", "also missing"),
                names("orderBy: [{restaurant: {servesPizza: DESC}}]", null));
        assertEquals(
                List.of("two", "none", "missing", "also missing"),
                names("orderBy: [{restaurant: {place: {name: DESC}}}]", null));
    }

    @Test
    void keepsCursorsApartForEachRow() {
        places("a", "a");
        // language=GraphQL
        var cursors = ask("{ places(orderBy: [{name: ASC}]) { edges { cursor } } }")
                .<List<String>>data("places.edges.cursor");
        assertEquals(7, cursors.stream().distinct().count());
        assertNotEquals(cursors.get(0), cursors.get(1));
    }
}
