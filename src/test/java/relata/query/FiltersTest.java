package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;

@QuarkusTest
class FiltersTest {
    /** Creates these places, and no other records. */
    private static void places(String... names) {
        Api.deleteAll();
        var inputs = new ArrayList<Map<String, String>>();
        for (String name : names) {
            inputs.add(Map.of("name", name, "address", "1 Main"));
        }
        // language=GraphQL
        ask("mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }", "input", inputs)
                .data();
    }

    private static List<String> find(Map<String, ?> where) {
        // language=GraphQL
        return ask("query ($where: PlaceFilter) { places(where: $where) { nodes { name } } }", "where", where)
                .data("places.nodes.name");
    }

    private static List<String> find(String lookup, Object value) {
        return find(Map.of("name", Map.of(lookup, value)));
    }

    private static Api.Answer where(String filter) {
        // language=GraphQL
        return ask("{ places(where: %s) { nodes { name } } }".formatted(filter));
    }

    /** Creates Demon Dogs with Joe and Ann, Lou's without waiters, and Ace Hardware, which is no restaurant. */
    private static void story() {
        if (find(Map.of()).equals(List.of("Demon Dogs", "Lou's", "Ace Hardware"))) {
            return;
        }
        Api.deleteAll();
        // language=GraphQL
        ask("""
                        mutation {
                          createPlaces(input: [
                            {name: "Demon Dogs", address: "944 W. Fullerton",
                             restaurant: {servesHotDogs: true, waiters: [{name: "Joe"}, {name: "Ann"}]}}
                            {name: "Lou's", address: "5 State", restaurant: {servesPizza: true}}
                            {name: "Ace Hardware", address: "1013 N. Ashland"}
                          ]) { id }
                        }""")
                .data();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | Demon Dogs, Lou's, Ace Hardware",
                "null                                                      | Demon Dogs, Lou's, Ace Hardware",
                "{and: []}                                                 | Demon Dogs, Lou's, Ace Hardware",
                "{and: [{}, {}]}                                           | Demon Dogs, Lou's, Ace Hardware",
                "{or: []}                                                  | ",
                "{or: [{}]}                                                | Demon Dogs, Lou's, Ace Hardware",
                "{not: {}}                                                 | ",
                "{not: {or: []}}                                           | Demon Dogs, Lou's, Ace Hardware",
                "{not: {not: {or: []}}}                                    | ",
                "{name: {in: []}}                                          | ",
                "{id: {in: []}}                                            | ",
                "{not: {name: {in: []}}}                                   | Demon Dogs, Lou's, Ace Hardware",
                "{name: {}}                                                | Demon Dogs, Lou's, Ace Hardware",
                "{id: {}}                                                  | Demon Dogs, Lou's, Ace Hardware",
                "{restaurant: {}}                                          | Demon Dogs, Lou's",
                "{hasRestaurant: true}                                     | Demon Dogs, Lou's",
                "{hasRestaurant: false}                                    | Ace Hardware",
                "{not: {restaurant: {}}}                                   | Ace Hardware",
                "{restaurant: {not: {}}}                                   | ",
                "{restaurant: {servesPizza: false}}                        | Demon Dogs",
                "{not: {restaurant: {servesPizza: false}}}                 | Lou's, Ace Hardware",
                "{restaurant: {not: {servesPizza: false}}}                 | Lou's",
                "{restaurant: {waiters: {}}}                               | Demon Dogs, Lou's",
                "{restaurant: {waiters: {some: {}}}}                       | Demon Dogs",
                "{restaurant: {waiters: {none: {}}}}                       | Lou's",
                "{restaurant: {waiters: {every: {}}}}                      | Demon Dogs, Lou's",
                "{restaurant: {waiters: {every: {or: []}}}}                | Lou's",
                "{restaurant: {waiters: {every: {name: {exact: \"Joe\"}}}}} | Lou's",
                "{restaurant: {waiters: {some: {name: {exact: \"Joe\"}}}}} | Demon Dogs",
                "{not: {restaurant: {waiters: {some: {}}}}}                | Lou's, Ace Hardware",
                "{restaurant: {waiters: {count: {}}}}                      | Demon Dogs, Lou's",
                "{restaurant: {waiters: {count: {exact: 2}}}}              | Demon Dogs",
                "{restaurant: {waiters: {count: {lt: 2}}}}                 | Lou's",
                "{not: {restaurant: {waiters: {count: {lt: 2}}}}}          | Demon Dogs, Ace Hardware",
                "{restaurant: {waiters: {count: {in: [0, 2]}}}}            | Demon Dogs, Lou's",
                "{restaurant: {waiters: {count: {in: []}}}}                | ",
                "{name: {startsWith: \"D\"}, hasRestaurant: true}          | Demon Dogs",
                "{name: {startsWith: \"D\", endsWith: \"x\"}}              | ",
                "{restaurant: {waiters: {some: {name: {contains: \"n\"}}, none: {name: {exact: \"Tom\"}}}}} | Demon Dogs",
                "{restaurant: {waiters: {some: {restaurant: {waiters: {some: {name: {exact: \"Ann\"}}}}}}}} | Demon Dogs"
            })
    void meansWhatItSays(String filter, String names) {
        story();
        List<String> expected = names == null ? List.of() : List.of(names.split(", "));
        assertEquals(expected, where(filter).data("places.nodes.name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: null}                                | where.name",
                "{name: {exact: null}}                       | where.name.exact",
                "{name: {in: null}}                          | where.name.in",
                "{id: null}                                  | where.id",
                "{id: {exact: null}}                         | where.id.exact",
                "{hasRestaurant: null}                       | where.hasRestaurant",
                "{restaurant: null}                          | where.restaurant",
                "{restaurant: {servesPizza: null}}           | where.restaurant.servesPizza",
                "{restaurant: {waiters: null}}               | where.restaurant.waiters",
                "{restaurant: {waiters: {some: null}}}       | where.restaurant.waiters.some",
                "{restaurant: {waiters: {count: null}}}      | where.restaurant.waiters.count",
                "{restaurant: {waiters: {count: {gt: null}}}} | where.restaurant.waiters.count.gt",
                "{and: null}                                 | where.and",
                "{or: null}                                  | where.or",
                "{not: null}                                 | where.not",
                "{or: [{}, {not: {name: null}}]}             | where.or[1].not.name"
            })
    void refusesANullInside(String filter, String argument) {
        var error = where(filter).error("BAD_USER_INPUT");
        assertEquals(argument, new relata.api.Argument(List.copyOf(error.argument())).toString());
        assertEquals(List.of("places"), error.get("path"));
    }

    @Test
    void refusesANullInsideThatComesInAVariable() {
        var name = new HashMap<String, Object>();
        name.put("exact", null);
        // language=GraphQL
        String document = "query ($where: PlaceFilter) { places(where: $where) { nodes { name } } }";
        var error = ask(document, "where", Map.of("name", name)).error("BAD_USER_INPUT");
        assertEquals(List.of("where", "name", "exact"), error.argument());
        // language=GraphQL
        String exact = "query ($exact: String) { places(where: {name: {exact: $exact}}) { nodes { name } } }";
        ask(exact, "exact", null).error("BAD_USER_INPUT");
        story();
        assertEquals(3, ask(exact).<List<?>>data("places.nodes").size(), "left out is no condition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name: {exact: $text}", "name: {in: [$text]}", "name: {regex: $text}", "address: {lt: $text}"})
    void refusesCharactersThatNoTextCanHold(String condition) {
        // language=GraphQL
        String document = "query ($text: String!) { places(where: {%s}) { nodes { id } } }".formatted(condition);
        ask(document, "text", "a\u0000").error("BAD_USER_INPUT");
        ask(document, "text", "\ud800a").error("BAD_USER_INPUT");
    }

    @Test
    void heedsCaseAccentsWidthKanaAndEverySpace() {
        String[] all = {"a", "A", "á", "a\u0301", "a ", " a", "ａ", "a\u00AD", "か", "カ", "が", "か\u3099", "ß", "ss", "ẞ"};
        places(all);
        for (String name : all) {
            assertEquals(List.of(name), find("exact", name));
            assertEquals(List.of(name), find("in", List.of(name, "none")));
            assertEquals(those(all, text -> text.startsWith(name)), find("startsWith", name));
            assertEquals(those(all, text -> text.endsWith(name)), find("endsWith", name));
            assertEquals(those(all, text -> text.contains(name)), find("contains", name));
        }
        assertEquals(List.of("a", "A"), find("iExact", "A"));
        assertEquals(List.of("ß", "ẞ"), find("iExact", "ß"));
        assertEquals(List.of("ß", "ẞ"), find("iStartsWith", "ẞ"));
        assertEquals(List.of("ss"), find("iContains", "S"));
        assertEquals(List.of(), find("exact", ""));
    }

    private static List<String> those(String[] texts, Predicate<String> condition) {
        return Stream.of(texts).filter(condition).toList();
    }

    @Test
    void ignoresTheCaseOfEveryScript() {
        places("ΟΔΟΣ", "οδος", "οδοσ", "Привет", "ПРИВЕТ", "𐐀", "𐐨", "Ꭰ", "ꭰ", "ა", "Ა");
        assertEquals(List.of("ΟΔΟΣ", "οδος", "οδοσ"), find("iExact", "Οδοσ"));
        assertEquals(List.of("ΟΔΟΣ", "οδος", "οδοσ"), find("iEndsWith", "ς"));
        assertEquals(List.of("Привет", "ПРИВЕТ"), find("iStartsWith", "пРи"));
        assertEquals(List.of("𐐀", "𐐨"), find("iExact", "𐐨"));
        assertEquals(List.of("Ꭰ", "ꭰ"), find("iContains", "ꭰ"));
        assertEquals(List.of("ა", "Ა"), find("iExact", "ა"));
    }

    @Test
    void takesWildcardsForCharacters() {
        String[] all = {"100%", "100x", "a_b", "axb", "a\\b", "a!b", "!z", "'", "\"", "?1", ":x", "${x}"};
        places(all);
        for (String lookup :
                List.of("contains", "startsWith", "endsWith", "exact", "iContains", "iStartsWith", "iEndsWith")) {
            for (String name : all) {
                assertEquals(List.of(name), find(lookup, name), lookup);
            }
        }
        assertEquals(List.of("100%"), find("contains", "%"));
        assertEquals(List.of("a_b"), find("contains", "_"));
        assertEquals(List.of("a\\b"), find("contains", "\\"));
        assertEquals(List.of("a!b", "!z"), find("contains", "!"));
        assertEquals(List.of("100%"), find("startsWith", "100%"));
        assertEquals(List.of(), find("startsWith", "_"));
    }

    @Test
    void findsTheEmptyTextInEveryOne() {
        places("a", "😀");
        for (String lookup : List.of(
                "contains",
                "startsWith",
                "endsWith",
                "iContains",
                "iStartsWith",
                "iEndsWith",
                "regex",
                "iRegex",
                "gt",
                "gte")) {
            assertEquals(List.of("a", "😀"), find(lookup, ""), lookup);
        }
        assertEquals(List.of(), find("lte", ""));
    }

    @Test
    void comparesByCodePoint() {
        places("Z", "a", "é", "\uFFFD", "😀");
        assertEquals(List.of("a", "é", "\uFFFD", "😀"), find("gt", "Z"));
        assertEquals(List.of("Z", "a", "é"), find("lt", "\uFFFD"));
        assertEquals(List.of("\uFFFD", "😀"), find("gte", "\uFFFD"));
        assertEquals(List.of("Z", "a", "é", "\uFFFD"), find("lte", "\uFFFD"));
    }

    @Test
    void findsTextsLongerThanAnyColumnNowhere() {
        places("a");
        String longer = "a".repeat(20_000);
        for (String lookup : List.of("exact", "contains", "startsWith", "endsWith", "iExact", "iStartsWith", "gt")) {
            assertEquals(List.of(), find(lookup, longer), lookup);
        }
        assertEquals(List.of("a"), find("lt", longer));
    }

    @Test
    void neverMakesARowAppearTwice() {
        story();
        var some = Map.of("restaurant", Map.of("waiters", Map.of("some", Map.of("name", Map.of("regex", "n|e")))));
        assertEquals(List.of("Demon Dogs"), find(some));
        assertEquals(List.of("Demon Dogs"), find(Map.of("or", List.of(some, some, some))));
    }
}
