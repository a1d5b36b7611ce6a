package relata.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api.Answer;
import relata.ApiSocket;

/** What a variable may be: by its type, and by where it stands. */
@QuarkusTest
class VariablesTest {
    @TestHTTPResource("/graphql")
    URL server;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // fields with a default
                "mutation ($v: Boolean) { createPlace(input: {name: \"1\", address: \"1\", restaurant: {servesPizza: $v}}) "
                        + "{ id } } | input.restaurant.servesPizza",
                "mutation ($v: Boolean = true) { createRestaurant(input: {place: {id: 1}, servesHotDogs: $v}) { id } } "
                        + "| input.servesHotDogs",
                "mutation ($v: String) { createPerson(input: {name: \"1\", email: $v}) { id } } | input.email",
                // variables with a default
                "mutation ($v: String = \"x\") { createPlace(input: {name: $v, address: \"1\"}) { id } } | input.name",
                "mutation ($v: ID = 1) { deletePlace(id: $v) { id } } | id",
                "mutation ($v: UpdatePlaceInput = {}) { updatePlace(id: 1, input: $v) { id } } | input",
                "query ($v: ID = 1) { place(id: $v) { id } } | id",
                "query ($v: [ID!] = [1]) { nodes(ids: $v) { id } } | ids",
                "mutation ($v: [CreatePlaceInput!] = []) { createPlaces(input: $v) { id } } | input",
                // elements of lists
                "query ($v: ID = 1) { nodes(ids: [\"Place:1\", $v]) { id } } | ids.1",
                "query ($v: String = \"x\") { places(where: {name: {in: [\"a\", $v]}}) { totalCount } } | where.name.in.1",
                "query ($v: PlaceFilter = {}) { places(where: {and: [{}, {or: [$v]}]}) { totalCount } } "
                        + "| where.and.1.or.0",
                "query ($v: PlaceOrder = {id: ASC}) { places(orderBy: [{name: ASC}, $v]) { totalCount } } | orderBy.1",
                "mutation ($v: CreateWaiterInput = {name: \"1\", restaurant: 1}) { createWaiters(input: [$v]) { id } } "
                        + "| input.0",
                "subscription ($v: RecordType = PLACE) { changes(of: [WAITER, $v]) { id } } | of.1",
                "subscription ($v: ID = \"Place:1\") { changes(ids: [$v]) { id } } | ids.0",
                // below fields and fragments
                "query ($v: WaiterOrder = {id: ASC}) { restaurants { nodes { waiters(orderBy: [$v]) { id } } } } | orderBy.0",
                "query ($v: ID = 1) { ...f } fragment f on Query { ... { place(id: $v) { id } } } | id",
                // the one field of an object
                "query ($v: Direction) { places(orderBy: {name: $v}) { totalCount } } | orderBy.name",
                "query ($v: Direction) { places(orderBy: [{id: ASC}, {name: $v}]) { totalCount } } | orderBy.1.name",
                "query ($v: RestaurantOrder) { places(orderBy: {restaurant: $v}) { totalCount } } | orderBy.restaurant",
                "mutation ($v: ID) { createRestaurant(input: {place: {id: $v}}) { id } } | input.place.id",
                "mutation ($v: CreateAdharPersonInput) "
                        + "{ createAdhar(input: {person: {create: $v}, signature: \"1\", adharNo: \"1\"}) { id } } "
                        + "| input.person.create",
                // directives
                "query ($v: Boolean = true) { a: __typename @include(if: $v) } | $v",
                "query ($v: Boolean = true) { a: __typename @skip(if: $v) } | $v",
                "query ($v: Boolean = true) { ...f @skip(if: $v) } fragment f on Query { __typename } | $v",
                "query ($v: Boolean = true) { ... @include(if: $v) { __typename } } | $v",
                "mutation ($v: Boolean = true) { deletePlace(id: 1) { id @skip(if: $v) } } | $v",
                "subscription ($v: Boolean = true) { changes { node @skip(if: $v) { id } } } | $v",
                // types
                "query ($v: ID!) { place(id: $v) { id } } | id",
                "query ($v: Boolean!) { a: __typename @include(if: $v) } | $v",
            })
    void mayNotBeNullWhereNoneMayBe(String document, String argument) {
        assertArgument(argument, ask(document, "v", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query ($v: Direction) { places(orderBy: {name: $v}) { totalCount } } | orderBy.name",
                "query ($v: Direction) { places(orderBy: [{restaurant: {place: {name: $v}}}]) { totalCount } } "
                        + "| orderBy.0.restaurant.place.name",
                "query ($v: Direction = null) { places(orderBy: {name: $v}) { totalCount } } | orderBy.name",
                "mutation ($v: ID) { createRestaurant(input: {place: {id: $v}}) { id } } | input.place.id",
                "mutation ($v: Boolean = null) { createRestaurant(input: {place: {id: 1}, servesPizza: $v}) { id } } "
                        + "| input.servesPizza",
                "query ($v: ID!) { place(id: $v) { id } } | id",
                "subscription ($v: [RecordType!]!) { changes(of: $v) { id } } | of",
            })
    void mayNotBeLeftOutWhereOneHasToBe(String document, String argument) {
        assertArgument(argument, ask(document));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query ($v: Boolean = true) { __typename @include(if: $v) }",
                "query ($v: ID = 1) { place(id: $v) { id } }",
                "query ($v: PlaceFilter) { places(where: $v) { totalCount } }",
                "query ($v: [PlaceOrder!]) { places(orderBy: $v) { totalCount } }",
                "query ($v: String) { places(where: {name: {exact: $v}}) { totalCount } }",
                "query ($v: Int) { places(first: $v) { totalCount } }",
                "query ($v: Direction = ASC) { places(orderBy: {name: $v}) { totalCount } }",
                "mutation ($v: Boolean) { a: createPlace(input: {name: \"1\", address: \"1\", restaurant: {servesPizza: $v}}) "
                        + "{ restaurant { servesPizza } } }",
            })
    void mayBeLeftOutElsewhere(String document) {
        ask(document).data();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "query ($v: ID!) { place(id: $v) { id } } | true | id | id must be a string or an integer, not true",
                "query ($v: ID!) { place(id: $v) { id } } | {} | id | id must be a string or an integer, not an object",
                "query ($v: ID!) { place(id: $v) { id } } | [1] | id | id must be a string or an integer, not a list",
                "query ($v: ID!) { place(id: $v) { id } } | 1.5 | id | id must be a string or an integer, not 1.5",
                "query ($v: ID!) { node(id: $v) { id } } | false | id | id must be a string or an integer, not false",
                "query ($v: [ID!]!) { nodes(ids: $v) { id } } | [\"Place:1\", {}, null] | ids.1 ids.2 | "
                        + "ids[1] must be a string or an integer, not an object",
                "query ($v: [ID!]!) { nodes(ids: $v) { id } } | true | ids | ids must be a string or an integer, not true",
                "mutation ($v: ID!) { deletePlace(id: $v) { id } } | true | id | id must be a string or an integer, not true",
                "mutation ($v: CreateWaiterInput!) { createWaiter(input: $v) { id } } "
                        + "| {\"name\": \"1\", \"restaurant\": true} | input.restaurant "
                        + "| input.restaurant must be a string or an integer, not true",
                "subscription ($v: [ID!]) { changes(ids: $v) { id } } | [[1]] | ids.0 "
                        + "| ids[0] must be a string or an integer, not a list",
                "query ($v: Int) { places(first: $v) { totalCount } } | 2147483648 | first "
                        + "| first must be a 32-bit integer, not 2147483648",
                "query ($v: Int) { places(first: $v) { totalCount } } | 99999999999999999999999 | first "
                        + "| first must be a 32-bit integer, not 99999999999999999999999",
                "query ($v: Int) { places(first: $v) { totalCount } } | 1.5 | first | first must be a 32-bit integer, not 1.5",
                "query ($v: Int) { places(first: $v) { totalCount } } | 1e10 | first "
                        + "| first must be a 32-bit integer, not 1.0E+10",
                "query ($v: Int) { places(first: $v) { totalCount } } | \"1\" | first | first must be a 32-bit integer, not “1”",
                "query ($v: String) { places(after: $v) { totalCount } } | 1 | after | after must be a string, not 1",
                "query ($v: Boolean!) { __typename @skip(if: $v) } | \"yes\" | $v | $v must be a boolean, not “yes”",
                "query ($v: PlaceFilter) { places(where: $v) { totalCount } } | [] | where | where must be an object, not a list",
                "query ($v: PlaceFilter) { places(where: $v) { totalCount } } | {\"nam\": {}} | where.nam "
                        + "| where.nam is not a field of PlaceFilter. Did you mean name",
                "query ($v: Direction!) { places(orderBy: {name: $v}) { totalCount } } | \"UP\" | orderBy.name "
                        + "| orderBy.name must be a value of Direction, not “UP”.",
                "query ($v: Direction!) { places(orderBy: {name: $v}) { totalCount } } | 1 | orderBy.name "
                        + "| orderBy.name must be a value of Direction, not 1",
                "query ($v: [PlaceOrder!]) { places(orderBy: $v) { totalCount } } | {} | orderBy "
                        + "| orderBy must have exactly one field, not 0",
                "query ($v: [PlaceOrder!]) { places(orderBy: $v) { totalCount } } | [{}, {\"id\": \"ASC\", \"name\": \"ASC\"}] "
                        + "| orderBy.0 orderBy.1 | orderBy[0] must have exactly one field, not 0",
                "query ($v: [PlaceOrder!]) { places(orderBy: $v) { totalCount } } | [{\"name\": null}] | orderBy.0.name "
                        + "| orderBy[0].name must not be null",
                "mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } } "
                        + "| [{\"name\": \"1\", \"address\": \"1\"}, {\"name\": 1}, null] "
                        + "| input.1.name input.1.address input.2 | input[1].name must be a string, not 1",
                "mutation ($v: String!) { createPlace(input: {name: \"1\", address: $v}) { id } } | 1 | input.address "
                        + "| input.address must be a string, not 1",
            })
    void hasToFitItsType(String document, String json, String arguments, String message)
            throws JsonProcessingException {
        var value = new ObjectMapper().readValue(json, Object.class);
        var answer = ask(document, document.contains("$input:") ? "input" : "v", value);
        assertEquals(
                Arrays.asList(arguments.split(" ")),
                answer.errors().stream()
                        .map(error -> (Map<?, ?>) error.get("extensions"))
                        .peek(extensions -> assertEquals("BAD_USER_INPUT", extensions.get("code")))
                        .map(extensions -> dotted((List<?>) extensions.get("argument")))
                        .toList());
        assertTrue(((String) answer.errors().get(0).get("message")).startsWith(message), answer::text);
    }

    @Test
    void mayBeOneElementForAList() {
        // language=GraphQL
        String document = "query ($v: [PlaceOrder!], $ids: [ID!]!) "
                + "{ places(orderBy: $v) { totalCount } nodes(ids: $ids) { id } }";
        ask(document, "v", Map.of("name", "ASC"), "ids", "Place:1").data();
        ask(document, "v", null, "ids", List.of("Place:1", "Waiter:9223372036854775807"))
                .data();
        ask("query ($id: ID!) { place(id: $id) { id } }", "id", 9223372036854775807L)
                .data();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ places(orderBy: {name: null}) { totalCount } }",
                "{ places(orderBy: [{id: ASC}, {restaurant: {place: null}}]) { totalCount } }",
                "{ places(orderBy: {}) { totalCount } }",
                "{ places(orderBy: {id: ASC, name: ASC}) { totalCount } }",
                "query ($d: Direction!) { places(orderBy: {id: ASC, name: $d}) { totalCount } }",
                "query ($o: [PlaceOrder!] = [{name: null}]) { places(orderBy: $o) { totalCount } }",
                "query ($o: [PlaceOrder!] = {id: ASC, name: ASC}) { places(orderBy: $o) { totalCount } }",
                "{ ...f } fragment f on Query { restaurants { nodes { waiters(orderBy: {name: null}) { id } } } }",
                "mutation { createRestaurant(input: {place: {id: null}}) { id } }",
                "{ nodes(ids: [null]) { id } }",
            })
    void isRefusedByValidationIfTheDocumentIsWrong(String document) {
        ask(document, "d", "ASC").error("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void isRefusedInAFewErrorsHoweverMuchIsWrong() {
        var ids = Collections.nCopies(500, true);
        var answer = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", "ids", ids);
        assertEquals(100, answer.errors().size());
    }

    @Test
    void isRefusedOnASocketBeforeTheOperationBegins() {
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("1", "subscription ($id: [ID!]) { changes(ids: $id) { id } }", Map.of("id", true));
            var message = socket.next("error");
            assertEquals("BAD_USER_INPUT", message.getString("payload[0].extensions.code"));
            assertEquals(List.of("ids"), message.getList("payload[0].extensions.argument"));
        }
    }

    private static void assertArgument(String argument, Answer answer) {
        var error = answer.error("BAD_USER_INPUT");
        assertEquals(argument, dotted(error.argument()), answer.text());
    }

    private static String dotted(List<?> argument) {
        return argument.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
