package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relata.Api;

/** The distinct connections mode of GraphQL over SSE. */
@QuarkusTest
class GraphQLOverSseTest {
    private static final String EVENTS = "text/event-stream";

    private static RequestSpecification events() {
        return given().accept(EVENTS).contentType("application/json");
    }

    @Test
    void answersAQueryByTwoEvents() {
        var answer = events().body(Map.of("query", "{ __typename }")).post("/graphql");
        assertEquals("text/event-stream; charset=utf-8", answer.contentType());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals(
                ":\n\nevent: next\ndata: {\"data\":{\"__typename\":\"Query\"}}\n\nevent: complete\ndata:\n\n",
                answer.asString());
    }

    @Test
    void answersAGet() {
        var answer = given().accept(EVENTS)
                .header("Sec-Fetch-Mode", "cors")
                .queryParam("query", "{ __typename }")
                .get("/graphql");
        assertTrue(answer.asString().contains("event: next\ndata: {\"data\""), answer::asString);
    }

    @Test
    void runsAMutationByPostOnly() {
        Api.deleteAll();
        String mutation = "mutation { createPlace(input: {name: \"1\", address: \"1\"}) { name } }";
        var answer = events().body(Map.of("query", mutation)).post("/graphql");
        assertTrue(answer.asString().contains("\"createPlace\":{\"name\":\"1\"}"), answer::asString);
        given().accept(EVENTS)
                .header("Sec-Fetch-Mode", "cors")
                .queryParam("query", mutation)
                .get("/graphql")
                .then()
                .statusCode(405)
                .header("Allow", "POST");
        assertEquals(1, Api.ask("{ places { totalCount } }").<Integer>data("places.totalCount"));
    }

    @Test
    void tellsErrorsOfADocumentAsAResult() {
        String answer =
                events().body(Map.of("query", "{ nowhere }")).post("/graphql").asString();
        assertTrue(answer.contains("event: next\ndata: {\"errors\":[{"), answer);
        assertTrue(answer.contains("GRAPHQL_VALIDATION_FAILED"), answer);
        assertTrue(answer.endsWith("event: complete\ndata:\n\n"), answer);
    }

    @Test
    void refusesWhatIsNoRequestByItsStatus() {
        events().body("{")
                .post("/graphql")
                .then()
                .statusCode(400)
                .body("errors[0].extensions.code", equalTo("BAD_REQUEST"));
        given().accept(EVENTS)
                .contentType("text/plain")
                .body("{}")
                .post("/graphql")
                .then()
                .statusCode(415);
    }

    @Test
    void refusesAGetThatAnyPageCanSend() {
        given().accept(EVENTS)
                .header("Sec-Fetch-Mode", "no-cors")
                .queryParam("query", "{ __typename }")
                .get("/graphql")
                .then()
                .statusCode(400);
    }

    @Test
    void answersJsonToThoseWhoTakeEither() {
        // as urql asks for anything but subscriptions
        given().accept("application/graphql-response+json, application/json, text/event-stream, multipart/mixed")
                .contentType("application/json")
                .body(Map.of("query", "{ __typename }"))
                .post("/graphql")
                .then()
                .contentType(startsWith("application/graphql-response+json"));
    }

    @Test
    void saysHowToSubscribe() {
        for (String type : List.of("application/json", "application/graphql-response+json")) {
            given().accept(type)
                    .contentType("application/json")
                    .body(Map.of("query", "subscription { changes(of: []) { id } }"))
                    .post("/graphql")
                    .then()
                    .statusCode(400)
                    .body("errors[0].extensions.code", equalTo("BAD_REQUEST"))
                    .body("errors[0].message", startsWith("A subscription has many responses"));
        }
    }
}
