package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.api.role.StrictServer;

/** Who may ask from pages of other origins, with the settings of dev. */
@QuarkusTest
@TestProfile(StrictServer.class)
class CorsTest {
    @TestHTTPResource("/graphql")
    URL server;

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost", "http://localhost:3000", "https://localhost:5173", "http://127.0.0.1:8081"})
    void letsPagesOfThisMachineAsk(String origin) {
        given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization")
                .options("/graphql")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", origin)
                .header("Access-Control-Allow-Methods", equalTo("POST"))
                .header("Access-Control-Allow-Headers", equalTo("content-type,authorization"));
        given().header("Origin", origin)
                .contentType("application/json")
                .body("{\"query\": \"{ __typename }\"}")
                .post("/graphql")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", origin)
                .header("Access-Control-Expose-Headers", "Idempotency-Replayed,Relata-Cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://localhost.example.org",
                "http://example.org:80?localhost",
                "http://127.0.0.10",
                "http://127x0x0x1",
                "null"
            })
    void letsNoOtherPageAsk(String origin) {
        given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .options("/graphql")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", origin)
                .contentType("application/json")
                .body("{\"query\": \"{ __typename }\"}")
                .post("/graphql")
                .then()
                .statusCode(403);
    }

    @Test
    void letsThoseAskWhoAreNoPage() {
        given().contentType("application/json")
                .body("{\"query\": \"{ __typename }\"}")
                .post("/graphql")
                .then()
                .statusCode(200);
    }

    @Test
    void letsTheSamePagesOpenSockets() throws IOException {
        assertTrue(upgrade("http://localhost:3000").startsWith("HTTP/1.1 101 "));
        assertTrue(upgrade("https://example.org").startsWith("HTTP/1.1 403 "));
        assertTrue(upgrade("null").startsWith("HTTP/1.1 403 "));
    }

    private String upgrade(String origin) throws IOException {
        try (var socket = new RawSocket(server)) {
            return socket.upgrade("Origin: " + origin).head();
        }
    }
}
