package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.api.message.Sha256;

/** What is the same over all ways in. */
@QuarkusTest
class WaysInTest {
    private static final String LABEL = "Demon\nDogs\n\n  Grill";

    @TestHTTPResource("/graphql")
    URL server;

    enum Way {
        POST,
        GET,
        EVENTS,
        SOCKET
    }

    /** The result of a request. */
    private JsonPath ask(Way way, Map<String, Object> request) throws JsonProcessingException {
        return switch (way) {
            case POST ->
                given().contentType("application/json")
                        .body(request)
                        .post("/graphql")
                        .jsonPath();
            case GET ->
                given().accept("application/json")
                        .queryParams(request)
                        .get("/graphql")
                        .jsonPath();
            case EVENTS -> {
                String text = given().contentType("application/json")
                        .accept("text/event-stream")
                        .body(request)
                        .post("/graphql")
                        .asString();
                yield new JsonPath(text.replaceFirst("(?s).*?data: (.*?)\n.*", "$1"));
            }
            case SOCKET -> {
                try (var socket = ApiSocket.open(server)) {
                    socket.send(Map.of("id", "1", "type", "subscribe", "payload", request));
                    var message = socket.next();
                    Object payload = message.get("payload");
                    yield new JsonPath(new ObjectMapper()
                            .writeValueAsString(payload instanceof List ? Map.of("errors", payload) : payload));
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void takesAnEmptyOperationNameForNone(Way way) throws JsonProcessingException {
        // language=GraphQL
        String several = "query A { a: __typename } query B { b: __typename }";
        var refused = ask(way, Map.of("query", several, "operationName", ""));
        assertEquals("OPERATION_RESOLUTION_FAILURE", refused.get("errors[0].extensions.code"), refused::prettify);
        assertEquals(
                "Query",
                ask(way, Map.of("query", several, "operationName", "B")).get("data.b"));
        assertEquals(
                "Query",
                ask(way, Map.of("query", "{ a: __typename }", "operationName", ""))
                        .get("data.a"));
        assertEquals(
                "Query",
                ask(way, Map.of("query", "query A { a: __typename }", "operationName", ""))
                        .get("data.a"));
    }

    @Test
    void runsNoMutationForAnEmptyOperationName() {
        Api.deleteAll();
        // language=GraphQL
        String several =
                "mutation A { createPlace(input: {name: \"1\", address: \"1\"}) { id } } query B { __typename }";
        given().contentType("application/json")
                .body(Map.of("query", several, "operationName", ""))
                .post("/graphql")
                .then()
                .body("errors[0].extensions.code", equalTo("OPERATION_RESOLUTION_FAILURE"));
        assertEquals(0, Api.ask("{ places { totalCount } }").<Integer>data("places.totalCount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsBlockStringsWhateverEndsTheirLines(String end) throws JsonProcessingException {
        Api.deleteAll();
        // language=GraphQL
        String create =
                """
                mutation {
                  # a comment ends with its line
                  createPlace(input: {address: "1", name: \"""
                    Demon
                    Dogs

                      Grill
                  \"""}) { name }
                }
                """
                        .replace("\n", end);
        // language=GraphQL
        String find =
                """
                {
                  places(where: {name: {exact: \"""
                    Demon
                    Dogs

                      Grill
                  \"""}}) { totalCount }
                }
                """
                        .replace("\n", end);
        assertEquals(LABEL, ask(Way.POST, Map.of("query", create)).get("data.createPlace.name"));
        for (var way : Way.values()) {
            assertEquals(1, ask(way, Map.of("query", find)).<Integer>get("data.places.totalCount"), way::name);
        }
        var location = ask(Way.POST, Map.of("query", find.replace("totalCount", "totals")));
        assertEquals(7, location.<Integer>get("errors[0].locations[0].line"));
    }

    @Test
    void hashesATextAsItWasSent() {
        for (String query : List.of("{ a: __typename }\r\n#", "{ a: __typename }\r#", "{ a: __typename }\n#")) {
            var extensions = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", Sha256.of(query)));
            for (var request : List.of(
                    Map.of("query", query, "extensions", extensions),
                    Map.<String, Object>of("extensions", extensions))) {
                given().contentType("application/json")
                        .body(request)
                        .post("/graphql")
                        .then()
                        .body("data.a", equalTo("Query"));
            }
        }
    }

    @Test
    void keepsACarriageReturnThatIsWrittenAsAnEscape() {
        var answer = Api.ask("mutation { createPlace(input: {name: \"a\\r\\nb\", address: \"1\"}) { name } }");
        assertEquals("a\r\nb", answer.data("createPlace.name"));
        answer = Api.ask(
                "mutation ($n: String!) { createPlace(input: {name: $n, address: \"1\"}) { name } }", "n", "a\rb");
        assertEquals("a\rb", answer.data("createPlace.name"));
    }
}
