package relata.api.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import graphql.introspection.IntrospectionQuery;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.Sql;

/** Every limit at its edge: what is within is answered, and what is beyond is refused before any SQL. */
@QuarkusTest
class LimitsTest {
    @Inject
    DataSource database;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static void refuses(String limit, int value, String document, Object... variables) {
        var error = Api.assertStatements(0, () -> Api.ask(document, variables)).error("LIMIT_EXCEEDED");
        assertEquals("relata.limits." + limit, error.get("extensions.limit"), error.message());
        assertEquals(value, error.<Integer>get("extensions.value"));
    }

    private static void answers(String document, Object... variables) {
        Api.ask(document, variables).data();
    }

    /** As many restaurants, each with a place of that number and so many waiters. */
    private void create(int restaurants, int waiters) throws SQLException {
        Sql.execute(
                database, "insert into place (id, name, address) select seq, 'a', 'b' from seq_1_to_" + restaurants);
        Sql.execute(
                database,
                "insert into restaurant (place_id, serves_hot_dogs, serves_pizza) select id, 0, 0 from place");
        Sql.execute(
                database,
                "insert into waiter (restaurant_id, name) select place_id, 'c' " + "from restaurant, seq_1_to_"
                        + waiters);
    }

    @Test
    void readsFiftyThousandRecords() throws SQLException {
        // and the restaurants themselves
        create(50, 999);
        String document = "{ restaurants(first: 50) { nodes { waiters { id } } } }";
        answers(document);
        Sql.execute(database, "insert into waiter (restaurant_id, name) select 1, 'c'");
        var error = Api.ask(document).error("LIMIT_EXCEEDED");
        assertEquals("relata.limits.cost", error.get("extensions.limit"));
        assertEquals(50_000, error.<Integer>get("extensions.value"));
    }

    @Test
    void answersTwoHundredAndFiftyThousandValues() throws SQLException {
        create(1, 498);
        // 1 + 1 + 498 * (4 + 498) values, and one of each place that is not there
        String document = "{ restaurant(id: 1) { waiters { id name restaurant { waiters { id } } } } %s }";
        String place = "p%d: place(id: 2) { id } ";
        answers(document.formatted(place.formatted(0) + place.formatted(1)));
        var error = Api.ask(document.formatted(place.formatted(0) + place.formatted(1) + place.formatted(2)))
                .error("LIMIT_EXCEEDED");
        assertEquals("relata.limits.answer", error.get("extensions.limit"));
        assertEquals(250_000, error.<Integer>get("extensions.value"));
    }

    @Test
    void countsAnOrderForNoSize() {
        String waiters = "waiters(orderBy: [{id: ASC}]) { restaurant { ".repeat(4);
        String document = "{ restaurants(first: %d) { nodes { " + waiters + " id" + " } }".repeat(4) + " } } }";
        answers(document.formatted(5));
        refuses("cost", 50_000, document.formatted(6));
    }

    @Test
    void takesFiveThousandTokens() {
        // ten besides the names
        String place = "{ place(id: 1) { %s} }";
        answers(place.formatted("id ".repeat(4_990)));
        refuses("tokens", 5_000, place.formatted("id ".repeat(4_991)));
        refuses("tokens", 5_000, place.formatted("id ".repeat(300_000)));
    }

    @Test
    void takesNumbersOfAThousandCharacters() {
        String document = "{ places(first: %s) { totalCount } }";
        Api.ask(document.formatted("1".repeat(1_000))).error("GRAPHQL_VALIDATION_FAILED");
        refuses("number-characters", 1_000, document.formatted("1".repeat(1_001)));
        refuses("number-characters", 1_000, document.formatted("-" + "1".repeat(1_000)));
        refuses("number-characters", 1_000, document.formatted("1." + "1".repeat(999)));
        refuses("number-characters", 1_000, document.formatted("9".repeat(900_000)));
        String digits = "1".repeat(1_001);
        answers("{ places(where: {name: {exact: \"%s\"}}) { totalCount } } # %s".formatted(digits, digits));
    }

    private static String deep(int levels) {
        // waiter, restaurant, waiters, restaurant, …, id
        var fields = new StringBuilder("waiter(id: 1) { ");
        for (int i = 2; i < levels; i++) {
            fields.append(i % 2 == 0 ? "restaurant { " : "waiters(first: 1) { ");
        }
        return "{ " + fields + "id " + "} ".repeat(levels - 1) + "}";
    }

    @Test
    void goesFifteenFieldsDeep() {
        answers(deep(15));
        refuses("depth", 15, deep(16));
        refuses("depth", 15, deep(400));
        refuses("depth", 15, deep(1_600));
    }

    @Test
    void countsTheDepthOfFragments() {
        String fragments = "{ waiter(id: 1) { ...a } } fragment a on Waiter { restaurant { ...b } } "
                + "fragment b on Restaurant { waiters { ...c } } fragment c on Waiter %s";
        answers(fragments.formatted("{ restaurant { place { id } } }"));
        refuses("depth", 15, fragments.formatted(deep(14).replace("waiter(id: 1)", "restaurant")));
    }

    @Test
    void takesSixtyAliases() {
        String document = "{ place(id: 1) { %s ...a } } fragment a on Place { a0: id }";
        answers(document.formatted(numbered("a%d: id", 1, 60)));
        refuses("aliases", 60, document.formatted(numbered("a%d: id", 1, 61)));
        refuses("aliases", 60, document.formatted(numbered("a%d: id", 1, 60) + " ... { ...a }"));
    }

    private static String numbered(String text, int from, int to) {
        var all = new StringBuilder();
        for (int i = from; i < to; i++) {
            all.append(text.formatted(i)).append(' ');
        }
        return all.toString();
    }

    @Test
    void takesFiftyFieldsAtTheRoot() {
        answers("{ " + numbered("a%d: __typename", 0, 50) + "}");
        refuses("root-fields", 50, "{ " + numbered("a%d: __typename", 0, 51) + "}");
        refuses("root-fields", 50, "mutation { " + numbered("a%d: deletePlace(id: 1) { id }", 0, 51) + "}");
    }

    @Test
    void takesFiftyDirectives() {
        answers("{ place(id: 1) { " + "id @skip(if: false) ".repeat(50) + "} }");
        refuses("directives", 50, "{ place(id: 1) { " + "id @skip(if: false) ".repeat(51) + "} }");
        refuses("directives", 50, "{ place(id: 1) { id " + "@skip(if: false) ".repeat(700) + "} }");
    }

    @Test
    void countsWhatCouldBeAnsweredAtMost() {
        String pages =
                "query ($n: Int) { restaurants(first: $n) { nodes { place { id } waiters { restaurant { %s } } } } }";
        answers(pages.formatted("waiters { name }"), "n", 500);
        answers(pages.formatted("waiters(first: 100) { name }"), "n", 50);
        answers(pages.formatted("waiters(first: 100) { name }"));
        refuses("cost", 50_000, pages.formatted("waiters(first: 11) { name }"), "n", 500);
        refuses("cost", 50_000, pages.formatted("waiters(first: 101) { name }"));
        refuses(
                "cost",
                50_000,
                pages.formatted("waiters(first: 101) { name }").replace("first: $n", "last: $n"),
                "n",
                50);
        refuses("cost", 50_000, pages.formatted("waiters(first: 101) { name }").replace("$n: Int", "$n: Int = 50"));
    }

    @Test
    void countsADocumentAndItsFragmentsByTheVariablesOfEachRequest() {
        String document = "query ($n: Int) { ...f ...f }"
                + " fragment f on Query { restaurants(first: $n) { nodes { waiters(first: 51) { name } } } }";
        for (int i = 0; i < 2; i++) {
            answers(document, "n", 490);
            refuses("cost", 50_000, document, "n", 491);
            refuses("cost", 50_000, document.replace("($n: Int)", "").replace("$n", "491"));
        }
    }

    @Test
    void countsEdgesLikeNodes() {
        String page = "{ waiters(first: 500) { edges { node { restaurant { waiters(first: %d) { name } } } } } }";
        answers(page.formatted(100));
        refuses("cost", 50_000, page.formatted(101));
    }

    @Test
    void countsTheIdsOfNodes() {
        String nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Restaurant { waiters(first: %d) { id } } } }";
        answers(nodes.formatted(250), "ids", Collections.nCopies(200, "Restaurant:1"));
        refuses("cost", 50_000, nodes.formatted(251), "ids", Collections.nCopies(200, "Restaurant:1"));
    }

    @Test
    void takesFiveHundredIdsInNodes() {
        String nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        answers(nodes, "ids", Collections.nCopies(500, "Place:1"));
        refuses("nodes", 500, nodes, "ids", Collections.nCopies(501, "Place:1"));
        refuses("nodes", 500, "{ nodes(ids: [%s]) { id } }".formatted("1 ".repeat(501)));
    }

    @Test
    void takesAThousandInAListOfAFilter() {
        String places = "query ($names: [String!]) { places(where: {name: {in: $names}}) { totalCount } }";
        answers(places, "names", Collections.nCopies(1_000, "Demon Dogs"));
        refuses("filter-list", 1_000, places, "names", Collections.nCopies(1_001, "Demon Dogs"));
        String any = "query ($where: PlaceFilter) { places(where: $where) { totalCount } }";
        answers(any, "where", Map.of("or", Collections.nCopies(1_000, Map.of("name", Map.of("exact", "Joe")))));
        refuses("filter-list", 1_000, any, "where", Map.of("or", Collections.nCopies(1_001, Map.of())));
    }

    @Test
    void nestsFifteenFilters() {
        String places = "query ($where: PlaceFilter) { places(where: $where) { totalCount } }";
        answers(places, "where", nested(15));
        refuses("filter-nesting", 15, places, "where", nested(16));
        refuses(
                "filter-nesting",
                15,
                "{ places(where: %s{}%s) { totalCount } }".formatted("{not: ".repeat(90), "}".repeat(90)));
        refuses(
                "filter-nesting",
                15,
                "{ places(orderBy: %s{id: ASC}%s) { totalCount } }"
                        .formatted("{restaurant: {place: ".repeat(8), "}}".repeat(8)));
    }

    private static Map<String, Object> nested(int levels) {
        Map<String, Object> filter = Map.of("name", Map.of("startsWith", "D"));
        for (int i = 1; i < levels; i++) {
            filter = Map.of(i % 2 == 0 ? "restaurant" : i == levels - 1 ? "not" : "place", filter);
        }
        return levels % 2 == 0 ? Map.of("not", nested(levels - 1)) : filter;
    }

    @ParameterizedTest
    @ValueSource(strings = {"some", "every", "none"})
    void nestsFifteenFiltersAcrossLists(String quantifier) {
        String waiters = "{ waiters(where: %s) { nodes { id } } }";
        answers(waiters.formatted(acrossLists(12, quantifier)));
        answers(waiters.formatted(acrossLists(15, quantifier)));
        refuses("filter-nesting", 15, waiters.formatted(acrossLists(16, quantifier)));
    }

    /** On a waiter, their restaurant, its waiters, and so on. */
    private static String acrossLists(int levels, String quantifier) {
        String filter = levels % 2 == 1 ? "{name: {exact: \"Joe\"}}" : "{servesPizza: true}";
        for (int i = levels - 1; i > 0; i--) {
            filter = i % 2 == 1 ? "{restaurant: " + filter + "}" : "{waiters: {" + quantifier + ": " + filter + "}}";
        }
        return filter;
    }

    @ParameterizedTest
    @ValueSource(strings = {"and: [", "or: [", "not: "})
    void answersDeepFiltersWithConditionsOnEachLevel(String level) {
        String close = level.endsWith("[") ? "]}" : "}";
        String filter = "{name: {contains: \"a\", iEndsWith: \"b\"}, " + level;
        answers("{ waiters(where: %s) { nodes { id } } }"
                .formatted(filter.repeat(14) + "{name: {gt: \"c\"}}" + close.repeat(14)));
    }

    @Test
    void answersAFilterThatIsDeepAndLarge() {
        String waiters = "query ($where: WaiterFilter) { waiters(where: $where) { totalCount nodes { id } } }";
        // four levels have a list, of 400 elements with three values each; a list is a level too
        Map<String, Object> filter = Map.of("name", Map.of("startsWith", "a"));
        for (int level = 10; level > 0; level--) {
            boolean isWaiter = level % 2 == 1;
            filter = isWaiter ? Map.of("restaurant", filter) : Map.of("waiters", Map.of("some", filter));
            if (isWaiter && level < 11) {
                var any = new ArrayList<Object>(
                        Collections.nCopies(400, Map.of("name", Map.of("iContains", "a" + level))));
                any.add(filter);
                filter = level > 1 ? Map.of("or", any, "not", Map.of("name", Map.of("exact", "x"))) : filter;
            }
        }
        answers(waiters, "where", filter);
    }

    @Test
    void takesFiveThousandValuesInFilters() {
        String waiters = "query ($names: [String!]) { %s }";
        String field = "a%d: places(where: {name: {in: $names}}) { totalCount }";
        // two objects and the list count, too
        answers(waiters.formatted(numbered(field, 0, 5)), "names", Collections.nCopies(997, "Joe"));
        refuses(
                "filter-values",
                5_000,
                waiters.formatted(numbered(field, 0, 5)),
                "names",
                Collections.nCopies(998, "Joe"));
    }

    @Test
    void createsFiveHundredAtOnce() {
        String create = "mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }";
        answers(create, "input", Collections.nCopies(500, Map.of("name", "Demon Dogs", "address", "944 W. Fullerton")));
        refuses("plural-inputs", 500, create, "input", Collections.nCopies(501, Map.of("name", "a", "address", "b")));
    }

    @Test
    void takesALargeBody() {
        var places = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 500; i++) {
            places.add(Map.of(
                    "name",
                    "Place " + i,
                    "address",
                    "x".repeat(80),
                    "restaurant",
                    Map.of("waiters", List.of(Map.of("name", "y".repeat(50)), Map.of("name", "z".repeat(50))))));
        }
        answers("mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }", "input", places);
    }

    /** Whoever walked through all of it would never come to an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {"...f%2$d ...f%2$d", "... { ...f%2$d } ...f%2$d", "a: place(id: 1) { id } ...f%2$d ...f%2$d"})
    void refusesFragmentsThatDouble(String selections) {
        var bomb = new StringBuilder("{ ...f0 } ");
        for (int i = 0; i < 300; i++) {
            bomb.append(("fragment f%1$d on Query { " + selections + " } ").formatted(i, i + 1));
        }
        bomb.append("fragment f300 on Query { __typename } ").append(" ".repeat(80_000));
        var answer = Api.assertStatements(0, () -> Api.ask(bomb.toString()));
        assertTrue(answer.text().contains("LIMIT_EXCEEDED"), answer.text());
    }

    @Test
    void answersLongFlatDocuments() {
        for (String document : List.of(
                "{ places { nodes { " + "id name ".repeat(2_450) + "} } }",
                "{ " + "places { nodes { id } } ".repeat(50) + "}",
                "{ node(id: \"Place:1\") { " + "... on Place { restaurant { id } } ".repeat(480) + "} }",
                "{ places { " + "nodes { restaurant { place { restaurant { id } } } } ".repeat(350) + "} }")) {
            answers(document);
        }
    }

    @Test
    void takesTwentyThousandSelections() {
        // the operation, its field, the fragment and its 99 fields, and 197 times the fragment with its spread
        String document = "{ place(id: 1) { %s%s} } fragment a on Place { %s}";
        answers(document.formatted("...a ".repeat(197), "id ", "id ".repeat(99)));
        refuses("selections", 20_000, document.formatted("...a ".repeat(197), "id id ", "id ".repeat(99)));
    }

    @Test
    void refusesFragmentsThatSpreadThemselves() {
        Api.ask("{ ...a } fragment a on Query { place(id: 1) { id } ...b } fragment b on Query { ...a ...b }")
                .errors()
                .forEach(error -> assertTrue(error.toString().contains("GRAPHQL_VALIDATION_FAILED"), error::toString));
    }

    @Test
    void tellsToolsTheWholeSchema() {
        answers(IntrospectionQuery.INTROSPECTION_QUERY);
    }

    @Test
    void refusesAnIntrospectionThatGoesInCircles() {
        String circles = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        refuses("introspections", 1, circles);
        refuses("introspections", 1, "{ a: __schema { types { name } } b: __schema { types { name } } }");
        String chain = "{ __type(name: \"Place\") { fields { type { %s name %s } } } }";
        answers(chain.formatted("ofType { ".repeat(16), "} ".repeat(16)));
        refuses("introspection-depth", 20, chain.formatted("ofType { ".repeat(17), "} ".repeat(17)));
    }
}
