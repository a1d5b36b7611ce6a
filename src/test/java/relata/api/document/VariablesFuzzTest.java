package relata.api.document;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.schema.GraphQLSchema;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.api.message.PlainWords;

/**
 * Variables that are null, absent or of a wrong type, at any position of any operation: with another seed by test.seed.
 */
@QuarkusTest
class VariablesFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS = 2_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource("/graphql")
    URI server;

    @Inject
    GraphQLSchema schema;

    @AfterEach
    void deleteAll() {
        Api.deleteAll();
    }

    @Test
    void neverFailsInside() throws Exception {
        Api.awaitFeed();
        Api.ask(
                        "mutation { createPlace(input: {name: \"x\", address: \"x\", restaurant: {waiters: [{name: \"x\"}]}}) { id } }")
                .data();
        long seed = Long.getLong("test.seed", 11);
        var requests = new GeneratedVariables(schema, new Random(seed));
        int executed = 0;
        int refused = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var request = requests.next();
            String what = "seed %d, request %d: %s".formatted(seed, i, JSON.writeValueAsString(request));
            var answer = answer(request, what);
            answer.path("errors").forEach(error -> check(error, what));
            executed += answer.has("data") ? 1 : 0;
            refused += answer.toString().contains("BAD_USER_INPUT") ? 1 : 0;
        }
        // else it tries nothing
        assertTrue(executed > REQUESTS / 10, executed + " executed");
        assertTrue(refused > REQUESTS / 10, refused + " refused");
    }

    private JsonNode answer(Map<String, Object> request, String what) throws IOException, InterruptedException {
        boolean isStream = request.get("query").toString().startsWith("subscription");
        var response = client.send(
                HttpRequest.newBuilder(server)
                        .header("Content-Type", "application/json")
                        .header("Accept", isStream ? "text/event-stream" : "application/graphql-response+json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))
                        .build(),
                BodyHandlers.ofString());
        String text = response.body();
        assertTrue(response.statusCode() < 500, () -> what + "\n" + text);
        return JSON.readTree(isStream ? text.replaceFirst("(?s).*?data: (.*?)\n.*", "$1") : text);
    }

    private static void check(JsonNode error, String what) {
        String code = error.path("extensions").path("code").asText();
        assertFalse(code.equals("INTERNAL"), () -> what + "\n" + error);
        PlainWords.check(error.path("message").asText());
        if (code.equals("BAD_USER_INPUT")) {
            assertFalse(error.path("extensions").path("argument").isEmpty(), () -> what + "\n" + error);
        }
    }
}
