package relata.api.document;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.api.message.Sha256;
import relata.api.role.StrictServer;

/** A server that keeps no documents of clients. */
@QuarkusTest
@TestProfile(StrictServer.class)
class PersistedQueriesOffTest {
    private static Map<String, Object> body(String document) {
        var body = new HashMap<String, Object>();
        var hash = Sha256.of(document);
        body.put("extensions", Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash)));
        return body;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/graphql-response+json"})
    void tellsClientsToSendTheText(String type) {
        given().contentType("application/json")
                .accept(type)
                .body(body("{ __typename }"))
                .post("/graphql")
                .then()
                // Apollo's clients stop asking by hash where they read this
                .statusCode(200)
                .body("errors[0].message", equalTo("PersistedQueryNotSupported"))
                .body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_SUPPORTED"));
    }

    @Test
    void runsTheText() {
        var body = body("{ __typename }");
        body.put("query", "{ __typename }");
        given().contentType("application/json")
                .body(body)
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.__typename", equalTo("Query"));
    }
}
