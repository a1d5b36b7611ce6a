package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operations are answered by a stream, by which, and which GETs are answered. */
@QuarkusTest
class StreamNegotiationTest {
    /** A subscription that ends by itself, since it is refused when it begins. */
    private static final String SUBSCRIPTION = "subscription { changes(after: \"none\") { id } }";

    private static final String QUERY = "{ __typename }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-stream",
                "text/event-stream, application/json;q=0.9",
                "application/json, text/event-stream",
                "application/graphql-response+json, application/json;q=0.5, text/event-stream;q=0.1",
                "application/json, text/*;q=0.1",
                "text/event-stream; charset=utf-8",
                "*/*",
                "application/json, */*;q=0.1",
            })
    void answersByEventsIfTheyAreAccepted(String accept) {
        given().accept(accept)
                .contentType("application/json")
                .body(Map.of("query", SUBSCRIPTION))
                .post("/graphql")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/event-stream"))
                .body(containsString("BAD_USER_INPUT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "multipart/mixed;subscriptionSpec=\"1.0\" | multipart/mixed",
                // as Apollo Client asks
                "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9 | multipart/mixed",
                "multipart/mixed;subscriptionSpec=\"1.0\", text/event-stream;q=0.9 | multipart/mixed",
                "multipart/mixed;subscriptionSpec=\"1.0\";q=0.5, text/event-stream | text/event-stream",
                "multipart/mixed;subscriptionSpec=\"1.0\", */*;q=0.1 | multipart/mixed",
                "multipart/mixed;subscriptionSpec=\"1.0\", */* | multipart/mixed",
                "multipart/mixed;subscriptionSpec=\"1.0\";q=0.1, text/event-stream;q=0 | multipart/mixed",
                "*/*, text/event-stream;q=0 | multipart/mixed",
                "*/*, multipart/mixed;subscriptionSpec=\"1.0\";q=0 | text/event-stream",
                "multipart/* | multipart/mixed",
                // another protocol
                "multipart/mixed;deferSpec=20220824, text/event-stream;q=0.1 | text/event-stream",
                "application/graphql-response+json, application/json, text/event-stream, multipart/mixed | text/event-stream",
            })
    void streamsInTheWayThatIsPreferred(String accept, String type) {
        given().accept(accept)
                .contentType("application/json")
                .body(Map.of("query", SUBSCRIPTION))
                .post("/graphql")
                .then()
                .statusCode(200)
                .contentType(startsWith(type))
                .body(containsString("BAD_USER_INPUT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/graphql-response+json",
                "application/*",
                "application/json, text/event-stream;q=0",
                "*/*, text/event-stream;q=0, multipart/*;q=0",
                "application/json, multipart/mixed",
                "application/json, multipart/mixed;subscriptionSpec=\"2.0\"",
                "application/json, text/html",
            })
    void refusesASubscriptionIfNoStreamIsAccepted(String accept) {
        given().accept(accept)
                .contentType("application/json")
                .body(Map.of("query", SUBSCRIPTION))
                .post("/graphql")
                .then()
                .statusCode(400)
                .body("errors[0].extensions.code", equalTo("BAD_REQUEST"))
                .body(
                        "errors[0].message",
                        allOf(
                                containsString("text/event-stream"),
                                containsString("multipart/mixed;subscriptionSpec=\"1.0\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream | text/event-stream",
                "text/event-stream, */*;q=0.1 | text/event-stream",
                "text/* | text/event-stream",
                "multipart/mixed;subscriptionSpec=1.0 | multipart/mixed",
                "multipart/mixed;subscriptionSpec=1.0, application/json | application/json",
                "multipart/* | multipart/mixed",
                "text/event-stream, application/json;q=0.1 | application/json",
                "text/event-stream;q=0.1, application/graphql-response+json | application/graphql-response+json",
                "*/* | application/json",
            })
    void answersAQueryByAStreamOnlyIfNoJsonIsNamed(String accept, String type) {
        for (String query : new String[] {QUERY, "{ nowhere }"}) {
            given().accept(accept)
                    .contentType("application/json")
                    .body(Map.of("query", query))
                    .post("/graphql")
                    .then()
                    .contentType(startsWith(type));
        }
    }

    @Test
    void refusesWhatItCannotAnswer() {
        for (String accept : new String[] {
            "text/html", "text/event-stream;q=0", "text/event-stream; charset=latin1", "multipart/mixed"
        }) {
            given().accept(accept)
                    .contentType("application/json")
                    .body(Map.of("query", QUERY))
                    .post("/graphql")
                    .then()
                    .statusCode(406);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept | application/json",
                "Accept | text/html, application/graphql-response+json;q=0.1",
                "Accept | text/event-stream",
                "Accept | text/event-stream, */*;q=0.5",
                "Sec-Fetch-Mode | cors",
                "Sec-Fetch-Mode | same-origin",
                "GraphQL-Require-Preflight | 1",
                "Apollo-Require-Preflight | true",
                "X-Apollo-Operation-Name | Places",
            })
    void answersAGetThatABrowserCouldNotBeTrickedInto(String header, String value) {
        given().header(header, value)
                .queryParam("query", QUERY)
                .get("/graphql")
                .then()
                .statusCode(200)
                .body(containsString("{\"data\":{\"__typename\":\"Query\"}}"));
        if (!value.contains("json")) {
            given().header(header, value)
                    .queryParam("query", SUBSCRIPTION)
                    .get("/graphql")
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/event-stream"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept | */*",
                "Accept | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept | application/*",
                "Accept | text/*",
                "Accept | text/event-stream;q=0, */*",
                "Sec-Fetch-Mode | navigate",
                "Sec-Fetch-Mode | no-cors",
                "Sec-Fetch-Mode | websocket",
            })
    void refusesOtherGetsAndSaysAllThatHelps(String header, String value) {
        given().header(header, value)
                .queryParam("query", QUERY)
                .get("/graphql")
                .then()
                .statusCode(400)
                .body(
                        "errors[0].message",
                        allOf(
                                containsString("GraphQL-Require-Preflight"),
                                containsString("Apollo-Require-Preflight"),
                                containsString("X-Apollo-Operation-Name"),
                                containsString("Sec-Fetch-Mode"),
                                containsString("same-origin"),
                                containsString("application/json"),
                                containsString("application/graphql-response+json"),
                                containsString("text/event-stream")));
    }
}
