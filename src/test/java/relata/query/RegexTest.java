package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.Api.Answer;

@QuarkusTest
class RegexTest {
    private static final String RUNAWAY = "^(a|aa)+$";
    private static final String VICTIM = "a".repeat(49) + "!";

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static void create(Stream<String> names) {
        var input = names.map(name -> Map.of("name", name, "address", "x")).toList();
        // language=GraphQL
        ask("mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }", "input", input)
                .data("createPlaces");
    }

    private static Answer find(String lookup, String pattern) {
        // language=GraphQL
        String document =
                "query ($p: String!) { places(where: {name: {%s: $p}}) { nodes { name } } }".formatted(lookup);
        return ask(document, "p", pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "regex,^Demon,Demon Dogs",
        "regex,^demon,",
        "iRegex,^demon,Demon Dogs",
        "regex,s$,Demon Dogs",
        "regex,D.*D,Demon Dogs",
        "regex,^\\w+é$,Café",
        "iRegex,É,Café",
        "regex,e$,",
    })
    void findsAMatchAnywhereInTheText(String lookup, String pattern, String found) {
        create(Stream.of("Demon Dogs", "Café"));
        assertEquals(
                found == null ? List.of() : List.of(found),
                find(lookup, pattern).data("places.nodes.name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "*", "\\", "(?<x", "a{2,1}"})
    void refusesWhatIsNoRegularExpression(String pattern) {
        // even if there is no row to match
        var error = find("regex", pattern).error("BAD_USER_INPUT");
        assertEquals(List.of("where", "name", "regex"), error.argument());
        assertTrue(error.message().startsWith("where.name.regex is not a valid regular expression: "), error.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{name: \"Joe\"}"})
    void refusesWhatIsNoRegularExpressionBesideOneThatIs(String waiters) {
        // language=GraphQL
        String create =
                "mutation { createPlace(input: {name: \"a\", address: \"b\", restaurant: {waiters: [%s]}}) { id } }";
        ask(create.formatted(waiters)).data("createPlace");
        // language=GraphQL
        String document = "query ($a: String!, $b: String!) { restaurants { nodes {"
                + " a: waiterCount(where: {name: {regex: $a}}) b: waiterCount(where: {name: {regex: $b}}) } } }";
        for (var patterns : List.of(List.of("(", "o"), List.of("o", "("))) {
            var error =
                    ask(document, "a", patterns.get(0), "b", patterns.get(1)).error("BAD_USER_INPUT");
            assertEquals(List.of("where", "name", "regex"), error.argument());
        }
    }

    @Test
    void stopsOneThatRunsAwayInAList() {
        // language=GraphQL
        ask(
                        "mutation ($name: String!) { createPlace(input: {name: \"a\", address: \"b\", "
                                + "restaurant: {waiters: [{name: $name}]}}) { id } }",
                        "name",
                        VICTIM)
                .data();
        // language=GraphQL
        String document =
                "query ($p: String!) { restaurants { nodes { waiters(where: {name: {regex: $p}}) { id } } } }";
        var error = ask(document, "p", RUNAWAY).error("LIMIT_EXCEEDED");
        assertEquals(List.of("restaurants", "nodes", 0, "waiters"), error.get("path"));
    }

    @Test
    void stopsOneThatRunsAway() {
        create(Stream.of(VICTIM));
        find("regex", RUNAWAY).error("LIMIT_EXCEEDED");
        // the complement would have given a wrong result too
        // language=GraphQL
        String document = "query ($p: String!) { places(where: {not: {name: {regex: $p}}}) { totalCount } }";
        ask(document, "p", RUNAWAY).error("LIMIT_EXCEEDED");
    }
}
