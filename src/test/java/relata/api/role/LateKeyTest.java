package relata.api.role;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;
import relata.Await;
import relata.Background;

/** A server whose key for tokens is at another one, which takes the question and does not answer. */
@QuarkusTest
@TestProfile(ClosedServer.class)
class LateKeyTest {
    private static final String PEOPLE = ClosedServer.PEOPLE;

    @TestHTTPResource("/graphql")
    URL server;

    private static ValidatableResponse send(String token) {
        return given().contentType(ContentType.JSON)
                .auth()
                .oauth2(token)
                .body(Map.of("query", PEOPLE))
                .post("/graphql")
                .then();
    }

    @Test
    void letsNobodyWaitForTheKey() throws Exception {
        String token = Jwt.issuer(Tokens.ISSUER)
                .audience("relata")
                .groups(Set.of("registrar"))
                .expiresIn(300)
                .jws()
                .keyId("k1")
                .sign(Tokens.keys().getPrivate());
        try {
            // more than there are workers
            var sent = Stream.generate(() -> Background.start(() -> send("x")))
                    .limit(30)
                    .toList();
            ask(ClosedServer.KNOWN).data();
            for (var answer : sent) {
                answer.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            send(token)
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("errors[0].extensions.code", equalTo("UNAVAILABLE"));
            refusesASocket(token);
            ClosedServer.giveTheKey();
            awaitAnswer(token);
        } finally {
            ClosedServer.giveTheKey();
        }
        send("x").statusCode(401);
    }

    private void refusesASocket(String token) {
        try (var socket = ApiSocket.connect(server, "graphql-transport-ws")) {
            var payload = Map.of("Authorization", "Bearer " + token);
            socket.send(Map.of("type", "connection_init", "payload", payload));
            // which clients take as a reason to come back
            assertEquals(1013, socket.closed().code());
        }
    }

    private static void awaitAnswer(String token) {
        Await.equal(null, () -> Api.as(token, () -> ask(PEOPLE)).errors());
    }
}
