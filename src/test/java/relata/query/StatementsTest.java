package relata.query;

import static relata.Api.ask;
import static relata.Api.assertStatements;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;

/** The number of SQL statements that a document takes: it depends on the document, not on the data. */
@QuarkusTest
class StatementsTest {
    @BeforeEach
    void startsEmpty() {
        Api.deleteAll();
    }

    private static void createRows(int count) {
        var places = new ArrayList<Map<String, Object>>();
        var people = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            var waiters = List.of(Map.of("name", "Joe " + i), Map.of("name", "Ann " + i));
            var restaurant = Map.of("servesPizza", i % 2 == 0, "waiters", waiters);
            places.add(Map.of("name", "Place " + i, "address", "Street", "restaurant", restaurant));
            places.add(Map.of("name", "Spot " + i, "address", "Street"));
            people.add(Map.of("name", "Joan " + i, "adhar", Map.of("signature", "x", "adharNo", "" + i)));
        }
        // language=GraphQL
        String document =
                """
                mutation ($places: [CreatePlaceInput!]!, $people: [CreatePersonInput!]!) {
                  createPlaces(input: $places) { id } createPeople(input: $people) { id }
                }""";
        ask(document, "places", places, "people", people).data();
    }

    private static String with(List<String> ids, String document) {
        return document.replace("$place", "\"" + ids.get(0) + "\"")
                .replace("$restaurant", "\"" + ids.get(0).replace("Place", "Restaurant") + "\"")
                .replace("$person", "\"" + ids.get(1) + "\"");
    }

    private static List<String> ids() {
        // language=GraphQL
        var answer = ask("{ places(first: 1) { nodes { id } } people(first: 1) { nodes { id } } }");
        return List.of(
                answer.<List<String>>data("places.nodes.id").get(0),
                answer.<List<String>>data("people.nodes.id").get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | { __typename }",
                "1 | { place(id: $place) { id name address label } }",
                "1 | { place(id: $place) { restaurant { place { restaurant { label servesPizza } } } } }",
                "1 | { place(id: $place) { restaurant { waiters { name } } } }",
                "1 | { place(id: $place) { restaurant { waiterCount some: waiterCount(where: {name: {contains: \"o\"}}) } } }",
                "1 | { person(id: $person) { adhar { person { adhar { adharNo } } } } }",
                "1 | { places(first: 50) { nodes { name restaurant { servesPizza place { name } } } } }",
                "1 | { places(first: 50) { nodes { name restaurant { servesPizza waiters { name } } } } }",
                "1 | { places(orderBy: [{name: DESC}], last: 50) { nodes { name restaurant { waiters { name } } } } }",
                "1 | { restaurants(orderBy: [{place: {name: ASC}}], first: 50) { nodes { place { name } waiters { name } } } }",
                "2 | { places(orderBy: [{name: DESC}], offset: 1) { nodes { name restaurant { waiters { name } } } } }",
                "2 | { places(first: 50) { nodes { name restaurant { waiters { name } } } totalCount } }",
                "1 | { places(first: 50) { edges { cursor node { restaurant { waiters { name } } } } nodes { name } pageInfo { hasNextPage endCursor } } }",
                "1 | { places { totalCount } }",
                "1 | { places { pageInfo { hasNextPage hasPreviousPage startCursor } } }",
                "0 | { places { __typename } }",
                "1 | { people { nodes { name adhar { adharNo signature label } } } }",
                "1 | { restaurants { nodes { a: waiters { name } b: waiters { id label } } } }",
                "2 | { restaurants { nodes { a: waiters(first: 1) { name } b: waiters(first: 1) { id } } } }",
                "3 | { restaurants { nodes { a: waiters(first: 1) { name } b: waiters(first: 2) { id } } } }",
                "4 | { restaurants { nodes { waiters { name } a: waiters(first: 1) { name } b: waiters(offset: 1) { id } } } }",
                "1 | { restaurants { nodes { place { name } waiterCount } } }",
                "1 | { waiters { nodes { label restaurant { label place { label } } } } }",
                "2 | { waiters { nodes { restaurant { waiters { restaurant { place { name } } } } } } }",
                "3 | { restaurants { nodes { waiters { restaurant { waiters { name } } } } } }",
                "2 | { places { nodes { name } } waiters { nodes { name } } }",
                "1 | { nodes(ids: [$place, $place]) { id } }",
                "3 | { nodes(ids: [$place, $restaurant, $person]) { id label } }",
                "3 | { nodes(ids: [$place, $restaurant, $person]) { ... on Restaurant { waiters { name } } label } }",
                "1 | { node(id: $restaurant) { label ... on Person { adhar { adharNo } } } }",
                "1 | { places(where: {restaurant: {waiters: {some: {name: {contains: \"o\"}}}}}, orderBy: [{restaurant: {waiterCount: DESC}}]) { nodes { name } } }"
            })
    void takesSoManyStatements(int statements, String document) {
        for (int rows : List.of(1, 40)) {
            createRows(rows);
            String asked = with(ids(), document);
            assertStatements(statements, () -> {
                var answer = ask(asked);
                answer.data();
                return answer;
            });
        }
    }

    /** Rows before the cursor are looked for only if that is selected. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | first: 3, after: $c  | nodes { name } pageInfo { hasNextPage }",
                "2 | first: 3, after: $c  | nodes { name } pageInfo { hasNextPage hasPreviousPage }",
                "3 | first: 3, after: $c  | nodes { name } pageInfo { hasNextPage hasPreviousPage } totalCount",
                "1 | last: 3, before: $c  | nodes { name } pageInfo { hasPreviousPage }",
                "2 | last: 3, before: $c  | nodes { name } pageInfo { hasNextPage }",
                "1 | last: 3              | nodes { name } pageInfo { hasNextPage hasPreviousPage }",
                "1 | first: 3, offset: 3  | nodes { name } pageInfo { hasNextPage hasPreviousPage }"
            })
    void takesOneMoreForTheOtherSideOfACursor(int statements, String arguments, String selection) {
        createRows(10);
        // language=GraphQL
        var cursors = ask("{ places { edges { cursor } } }").<List<String>>data("places.edges.cursor");
        String c = "\"" + cursors.get(9) + "\"";
        String document = "{ places(%s) { %s } }".formatted(arguments.replace("$c", c), selection);
        assertStatements(statements, () -> {
            var answer = ask(document);
            answer.data();
            return answer;
        });
    }
}
