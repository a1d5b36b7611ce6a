package relata.api.document;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.ApiSocket;
import relata.api.message.Sha256;

/** Apollo's protocol of automatic persisted queries, as Apollo Client and urql speak it. */
@QuarkusTest
class PersistedQueriesTest {
    @TestHTTPResource("/graphql")
    URL server;

    /** One that nobody has sent before. */
    private static String document() {
        return "{ __typename } # " + UUID.randomUUID();
    }

    private static Map<String, Object> body(String query, Object hash) {
        var body = new HashMap<String, Object>();
        body.put("extensions", Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash)));
        if (query != null) {
            body.put("query", query);
        }
        return body;
    }

    private static ValidatableResponse post(Map<String, Object> body) {
        return given().contentType("application/json")
                .accept("application/graphql-response+json, application/json;q=0.9")
                .body(body)
                .post("/graphql")
                .then();
    }

    private static ValidatableResponse get(String hash) {
        return given().accept("application/json")
                .queryParam("extensions", "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"%s\"}}".formatted(hash))
                .get("/graphql")
                .then();
    }

    private static void isAnswered(ValidatableResponse answer) {
        answer.statusCode(200).body("data.__typename", equalTo("Query"));
    }

    private static void isNotFound(ValidatableResponse answer) {
        // Apollo Client looks at the code or the message, urql at the message
        answer.statusCode(200)
                .header("Cache-Control", "no-store")
                .body("errors[0].message", equalTo("PersistedQueryNotFound"))
                .body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"));
    }

    @Test
    void runsADocumentByItsHashOnceItHasSeenIt() {
        String document = document();
        String hash = Sha256.of(document);
        isNotFound(post(body(null, hash)));
        isAnswered(post(body(document, hash)));
        isAnswered(post(body(null, hash)));
        isAnswered(post(Map.of("documentId", "sha256:" + hash)));
    }

    @Test
    void runsItByGetWhichACacheCanKeep() {
        String document = document();
        String hash = Sha256.of(document);
        isNotFound(get(hash));
        isAnswered(post(body(document, hash)));
        isAnswered(get(hash).header("ETag", notNullValue()).header("Cache-Control", "private, no-cache"));
    }

    @Test
    void keepsNoDocumentThatCameWithoutAHash() {
        String document = document();
        isAnswered(post(Map.of("query", document)));
        isNotFound(post(body(null, Sha256.of(document))));
    }

    @Test
    void takesNoHashOfAnotherDocument() {
        String document = document();
        String other = Sha256.of(document());
        post(body(document, other)).statusCode(400).body("errors[0].extensions.code", equalTo("BAD_REQUEST"));
        isNotFound(post(body(null, other)));
    }

    @Test
    void runsNoMutationByGet() {
        String mutation = "mutation { deletePlace(id: 1) { id } } # " + UUID.randomUUID();
        post(body(mutation, Sha256.of(mutation)));
        get(Sha256.of(mutation)).statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{}",
                "{\"version\": 1}",
                "{\"version\": 1, \"sha256Hash\": 1}",
                "{\"version\": 1, \"sha256Hash\": \"abc\"}",
                "{\"version\": 2, \"sha256Hash\": \"%s\"}",
                "{\"version\": \"1\", \"sha256Hash\": \"%s\"}",
            })
    void refusesWhatIsNoPersistedQuery(String persisted) {
        String query = document();
        given().contentType("application/json")
                .body("{\"query\": \"%s\", \"extensions\": {\"persistedQuery\": %s}}"
                        .formatted(query, persisted.formatted(Sha256.of(query))))
                .post("/graphql")
                .then()
                .statusCode(400)
                .body("errors[0].extensions.code", equalTo("BAD_REQUEST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "sha256:abc"})
    void refusesADocumentIdThatIsNone(String id) {
        post(Map.of("documentId", id)).statusCode(400).body("errors[0].extensions.code", equalTo("BAD_REQUEST"));
    }

    @Test
    void doesTheSameOnASocket() {
        String document = document();
        String hash = Sha256.of(document);
        try (var socket = ApiSocket.open(server)) {
            socket.send(Map.of("id", "1", "type", "subscribe", "payload", body(null, hash)));
            assertEquals("PersistedQueryNotFound", socket.next("error").getString("payload[0].message"));
            socket.send(Map.of("id", "2", "type", "subscribe", "payload", body(document, hash)));
            socket.next("next");
            socket.next("complete");
            socket.send(Map.of("id", "3", "type", "subscribe", "payload", body(null, hash)));
            assertEquals("Query", socket.next("next").getString("payload.data.__typename"));
        }
    }
}
