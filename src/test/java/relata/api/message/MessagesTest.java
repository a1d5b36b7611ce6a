package relata.api.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told of a wrong document: one for each message that graphql-java's parser and validation have. */
@QuarkusTest
class MessagesTest {
    private static final Set<String> CODES =
            Set.of("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE");

    @ParameterizedTest
    @ValueSource(
            strings = {
                // parsing
                "",
                "{",
                "{ a } }",
                "{ a(b: ) }",
                "query (",
                "{ place(id: \"\\uD800\") { id } }",
                "{ place(id: \"\\uDC00\") { id } }",
                "{ place(id: \"\\u{110000}\") { id } }",
                "{ place(id: \"\\x\") { id } }",
                "{ place(id: \"open) { id } }",
                "{ place(id: 01) { id } }",
                "{ a ? }",
                // what may be executed
                "type A { b: Int } { __typename }",
                "schema { query: Query } { __typename }",
                "directive @a on FIELD query { __typename }",
                "extend type Place { b: Int } { __typename }",
                "query A { __typename } query B { __typename }",
                "query A { __typename } query A { __typename }",
                "{ __typename } query A { __typename }",
                "fragment f on Place { id }",
                // fields and fragments
                "{ nowhere }",
                "{ places }",
                "{ __typename { id } }",
                "{ places { totalCount { id } } }",
                "{ ...nowhere }",
                "{ ...f } fragment f on Query { ...f }",
                "{ __typename } fragment f on Query { __typename }",
                "{ ...f } fragment f on Query { __typename } fragment f on Query { __typename }",
                "{ ...f } fragment f on Nothing { id }",
                "{ ...f } fragment f on PlaceFilter { id }",
                "{ ... on ID { id } }",
                "{ ... on Place { id } }",
                "{ ...f } fragment f on Place { id }",
                "{ a: place(id: 1) { id } a: place(id: 2) { id } }",
                "{ a: place(id: 1) { id } a: waiter(id: 1) { id } }",
                "{ node(id: 1) { ... on Place { a: restaurant { id } } ... on Waiter { a: restaurant { id } } } }",
                "{ node(id: 1) { ... on Place { a: name } ... on Restaurant { a: servesPizza } } }",
                "{ node(id: 1) { ... on Place { a: name } ... on Restaurant { a: waiters { id } } } }",
                "subscription { changes { id } b: changes { id } }",
                "subscription A { changes { id } b: changes { id } }",
                "subscription { ...f } fragment f on Subscription { changes { id } b: changes { id } }",
                "subscription { __typename }",
                "subscription { changes @include(if: true) { id } }",
                "subscription ($a: Boolean!) { changes { id } b: changes @skip(if: $a) { id } }",
                "subscription { ...f } fragment f on Subscription { __typename }",
                // arguments
                "{ place(nowhere: 1) { id } }",
                "{ place { id } }",
                "{ place(id: null) { id } }",
                "{ place(id: 1, id: 1) { id } }",
                "{ place(id: true) { id } }",
                "{ place(id: 1.5) { id } }",
                "{ place(id: {a: 1}) { id } }",
                "{ place(id: [1]) { id } }",
                "{ place(id: A) { id } }",
                "{ nodes(ids: [1, null]) { id } }",
                "{ nodes(ids: [[1]]) { id } }",
                "{ places(first: \"1\") { totalCount } }",
                "{ places(first: 2147483648) { totalCount } }",
                "{ places(first: 1.5) { totalCount } }",
                "{ places(first: true) { totalCount } }",
                "{ places(first: A) { totalCount } }",
                "{ places(first: {}) { totalCount } }",
                "{ places(after: 1) { totalCount } }",
                "{ places(after: [1]) { totalCount } }",
                "{ places(where: 1) { totalCount } }",
                "{ places(where: [{}, {}]) { totalCount } }",
                "{ places(where: {nowhere: 1}) { totalCount } }",
                "{ places(where: {hasRestaurant: \"true\"}) { totalCount } }",
                "{ places(where: {name: {exact: A}}) { totalCount } }",
                "{ places(where: {and: [{name: 1}]}) { totalCount } }",
                "{ places(where: {name: {}, name: {}}) { totalCount } }",
                "{ places(orderBy: {}) { totalCount } }",
                "{ places(orderBy: {id: ASC, name: ASC}) { totalCount } }",
                "{ places(orderBy: {name: null}) { totalCount } }",
                "{ places(orderBy: {name: \"ASC\"}) { totalCount } }",
                "{ places(orderBy: {name: UP}) { totalCount } }",
                "{ places(orderBy: {name: 1}) { totalCount } }",
                "mutation { createPlace(input: {}) { id } }",
                "mutation { createPlace(input: {name: null, address: \"1\"}) { id } }",
                // directives
                "{ __typename @nowhere }",
                "{ __typename @include }",
                "{ __typename @include(nowhere: true) }",
                "{ __typename @include(if: null) }",
                "{ __typename @include(if: 1) }",
                "{ __typename @include(if: true) @include(if: true) }",
                "query @include(if: true) { __typename }",
                "{ ... @defer(label: 1) { __typename } }",
                // variables
                "query ($a: Int) { __typename }",
                "{ place(id: $a) { id } }",
                "query ($a: ID!, $a: ID!) { place(id: $a) { id } }",
                "query ($a: Nothing) { place(id: $a) { id } }",
                "query ($a: Place) { place(id: $a) { id } }",
                "query ($a: Int!) { place(id: $a) { id } }",
                "query ($a: ID) { place(id: $a) { id } }",
                "query ($a: [ID]!) { nodes(ids: $a) { id } }",
                "query ($a: ID! = true) { place(id: $a) { id } }",
                "query ($a: ID! = null) { place(id: $a) { id } }",
                "query ($a: PlaceFilter = {name: 1}) { places(where: $a) { totalCount } }",
                "query ($a: [PlaceOrder!] = [{name: UP}]) { places(orderBy: $a) { totalCount } }",
            })
    void areInWordsOfGraphQL(String document) {
        var errors = ask(document).errors();
        for (var error : errors) {
            PlainWords.check((String) error.get("message"));
            Object code = ((Map<?, ?>) error.get("extensions")).get("code");
            assertTrue(CODES.contains(code) || document.isEmpty(), error::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ place(id: 1) { nam } } | Field 'nam' in type 'Place' is undefined. Did you mean name?",
                "{ plcaes { totalCount } } | Field 'plcaes' in type 'Query' is undefined. Did you mean places, place?",
                "{ place(id: 1) { ...f } } fragment f on Place { restaurnat { id } } "
                        + "| Field 'restaurnat' in type 'Place' is undefined. Did you mean restaurant?",
                "{ places(frist: 1) { totalCount } } | Unknown field argument 'frist'. Did you mean first?",
                "{ restaurants { nodes { waiters(orderby: []) { id } } } } "
                        + "| Unknown field argument 'orderby'. Did you mean orderBy?",
                "query ($f: PlaceFliter) { places(where: $f) { totalCount } } "
                        + "| Unknown type 'PlaceFliter'. Did you mean PlaceFilter?",
                "{ __typename @inculde(if: true) } | Unknown directive 'inculde'. Did you mean include?",
                "{ __typename @skip(of: true) } | Unknown directive argument 'of'. Did you mean if?",
                "{ places(where: {addres: {}}) { totalCount } } | argument 'where' contains a field not in 'PlaceFilter': "
                        + "'addres'. Did you mean address?",
                "{ places(where: {or: [{name: {startWith: \"x\"}}]}) { totalCount } } | argument 'where.or[0].name' contains "
                        + "a field not in 'StringFilter': 'startWith'. Did you mean startsWith, iStartsWith?",
                "{ places(orderBy: {name: ACS}) { totalCount } } | argument 'orderBy.name' is not a valid 'Direction' "
                        + "- Literal value not in allowable values for enum 'Direction' - 'ACS'. Did you mean ASC?",
                "{ zzz } | Field 'zzz' in type 'Query' is undefined",
            })
    void suggestWhatMayBeMeant(String document, String message) {
        assertEquals(
                message,
                ask(document).errors().stream()
                        .map(error -> (String) error.get("message"))
                        .filter(text -> text.startsWith(message.substring(0, 8)))
                        .findFirst()
                        .orElse(null),
                () -> ask(document).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ a: place(id: 1) { id } a: place(id: 2) { id } }",
                "{ a: place(id: 1) { id } a: waiter(id: 1) { id } }",
                "{ place(id: 1) { id } place(id: 2) { id } }",
                "{ node(id: 1) { ... on Place { a: restaurant { id } } ... on Waiter { a: restaurant { id } } } }",
                "{ node(id: 1) { ... on Place { a: name } ... on Restaurant { a: servesPizza } } }",
                "{ node(id: 1) { ... on Place { a: name } ... on Restaurant { a: waiters { id } } } }",
            })
    void adviseAnAliasIfFieldsDoNotGoTogether(String document) {
        var message = ask(document).error("GRAPHQL_VALIDATION_FAILED").message();
        assertTrue(message.endsWith(": give one of them an alias"), message);
    }

    @Test
    void nameNoOperationThatHasNoName() {
        assertEquals(
                "The subscription must have exactly one root field",
                ask("subscription { changes { id } b: changes { id } }")
                        .error("GRAPHQL_VALIDATION_FAILED")
                        .message());
    }
}
