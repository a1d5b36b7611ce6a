package relata.api.document;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.api.message.Sha256;
import relata.api.role.ClosedServer;

/** A server that runs the documents of a manifest only. */
@QuarkusTest
@TestProfile(ClosedServer.class)
class TrustedDocumentsTest {
    private static final String KNOWN = ClosedServer.KNOWN;

    private static ValidatableResponse post(Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/graphql")
                .then();
    }

    private static void isRefused(Map<String, Object> body) {
        post(body)
                .statusCode(400)
                .body("errors[0].extensions.code", equalTo("BAD_REQUEST"))
                .body("errors[0].message", startsWith("This server runs only the documents in its manifest"));
    }

    private static Map<String, Object> hash(String document) {
        return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", Sha256.of(document)));
    }

    @Test
    void runsADocumentOfTheManifestByIdByHashAndByText() {
        for (Map<String, Object> body : new Map[] {
            Map.of("documentId", "known"),
            Map.of("documentId", "sha256:" + Sha256.of(KNOWN)),
            Map.of("extensions", hash(KNOWN)),
            Map.of("query", KNOWN),
            Map.of("query", KNOWN, "documentId", "known", "extensions", hash(KNOWN)),
        }) {
            post(body).statusCode(200).body("data.__typename", equalTo("Query"));
        }
    }

    @Test
    void runsNothingElse() {
        isRefused(Map.of("query", "{ __typename }"));
        isRefused(Map.of("query", "{ __typename }", "extensions", hash("{ __typename }")));
        isRefused(Map.of("query", "{ __typename }", "documentId", "known"));
        isRefused(Map.of("extensions", hash("{ __typename }")));
        isRefused(Map.of("documentId", "unknown"));
    }

    @Test
    void readsAnObjectFromIdsToDocuments(@TempDir Path directory) throws IOException {
        var manifest = Files.writeString(
                directory.resolve("a.json"), "{\"1\": \"{ a }\", \"2\": \"{ b }\", \"sha256:3\": \"{ c }\"}");
        var trusted = TrustedDocuments.read(manifest);
        assertEquals("{ a }", trusted.find("1"));
        assertEquals("{ b }", trusted.find(Sha256.of("{ b }")));
        assertEquals("{ b }", trusted.find("sha256:" + Sha256.of("{ b }")));
        assertEquals("{ c }", trusted.find("sha256:3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{\"1\": 1}",
                "{\"operations\": [{\"id\": \"1\"}]}",
                "{\"operations\": [{\"body\": \"{ a }\"}]}"
            })
    void saysInASentenceThatAManifestIsNone(String text, @TempDir Path directory) throws IOException {
        var manifest = Files.writeString(directory.resolve("a.json"), text);
        saysWhy(manifest, "cannot be used (");
    }

    @Test
    void saysInASentenceThatThereIsNoManifest(@TempDir Path directory) {
        saysWhy(directory.resolve("a.json"), "cannot be used (there is no such file)");
        saysWhy(directory, "cannot be used (");
    }

    private static void saysWhy(Path manifest, String why) {
        var failure = assertThrows(ConfigurationException.class, () -> TrustedDocuments.read(manifest));
        assertTrue(failure.getMessage().contains(manifest + ", " + why), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }
}
