package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.api.message.Json;

/** Apollo's multipart protocol for subscriptions. */
@QuarkusTest
class GraphQLOverMultipartTest {
    /** As Apollo Client's HttpLink asks. */
    private static final String APOLLO =
            "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9";

    private static final String PARTS = "multipart/mixed;subscriptionSpec=\"1.0\"";
    private static final String HEAD = "\r\nContent-Type: application/json\r\n\r\n";
    private static final String BOUNDARY = "\r\n--graphql";

    @TestHTTPResource("/graphql")
    URI server;

    private static String body(String document) {
        return Json.text(Map.of("query", document));
    }

    private static String post(String accept, String document) {
        return given().accept(accept)
                .contentType("application/json")
                .body(body(document))
                .post("/graphql")
                .asString();
    }

    /** What comes up to the next boundary, which must come with the part before it. */
    private static String part(InputStream stream) throws IOException {
        var part = new StringBuilder();
        while (part.indexOf(BOUNDARY) < 0) {
            int next = stream.read();
            assertTrue(next >= 0, () -> "ended after " + part);
            part.append((char) next);
        }
        return part.substring(0, part.length() - BOUNDARY.length());
    }

    @Test
    void tellsEachChangeByAPart() throws Exception {
        Api.awaitFeed();
        var request = HttpRequest.newBuilder(server)
                .header("Content-Type", "application/json")
                .header("Accept", APOLLO)
                .POST(BodyPublishers.ofString(body("subscription { changes(of: [PLACE]) { node { label } } }")))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertEquals(
                "multipart/mixed;boundary=\"graphql\";subscriptionSpec=\"1.0\"",
                response.headers().firstValue("Content-Type").orElse(null));
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(null));
        try (var stream = response.body()) {
            assertEquals("--graphql" + HEAD + "{}", part(stream));
            for (String name : new String[] {"Demon Dogs", "--graphql--"}) {
                // language=GraphQL
                String create =
                        "mutation ($name: String!) { createPlace(input: {name: $name, address: \"b\"}) { id } }";
                // the subscription may begin after the first
                Api.ask(create, "name", name).data();
                String expected = "{\"payload\":{\"data\":{\"changes\":{\"node\":{\"label\":\"%s the place\"}}}}}";
                String part = part(stream);
                assertEquals(HEAD + expected.formatted(name), part);
            }
        }
    }

    @Test
    void endsWithTheOperation() {
        String answer = post(PARTS, "subscription { changes(after: \"none\") { id } }");
        String start = "--graphql" + HEAD + "{}" + BOUNDARY + HEAD + "{\"payload\":{\"errors\":[{\"message\":";
        assertTrue(answer.startsWith(start), answer);
        assertTrue(answer.endsWith(",\"data\":null}}" + BOUNDARY + "--\r\n"), answer);
    }

    @Test
    void answersOtherOperationsIfNothingElseIsAccepted() {
        assertEquals(
                "--graphql" + HEAD + "{}" + BOUNDARY + HEAD + "{\"payload\":{\"data\":{\"__typename\":\"Query\"}}}"
                        + BOUNDARY + "--\r\n",
                post(PARTS, "{ __typename }"));
        assertEquals("{\"data\":{\"__typename\":\"Query\"}}", post(APOLLO, "{ __typename }"));
    }

    @Test
    void tellsWhyNothingCanBeRun() {
        String answer = post(PARTS, "{ nowhere }");
        assertTrue(answer.contains(HEAD + "{\"payload\":null,\"errors\":[{\"message\":"), answer);
        assertTrue(answer.contains("GRAPHQL_VALIDATION_FAILED"), answer);
        assertTrue(answer.endsWith(BOUNDARY + "--\r\n"), answer);
    }
}
