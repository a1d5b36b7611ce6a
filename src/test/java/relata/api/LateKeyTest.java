package relata.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;
import relata.Background;

/** A server whose key for tokens is at another one, which takes the question and does not answer. */
@QuarkusTest
@TestProfile(LateKeyTest.Late.class)
class LateKeyTest {
    /** Set once that server is to answer; the profile and the test have different classes. */
    private static final String ANSWERS = "test.keys.answer";

    // language=GraphQL
    private static final String PEOPLE = "{ people { totalCount } }";

    public static class Late implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                // read here: this class may be closed when it is asked for
                byte[] jwks = Tokens.jwks("k1").getBytes(StandardCharsets.UTF_8);
                server.createContext("/jwks", exchange -> answer(exchange, jwks));
                server.start();
                return Map.of(
                        "relata.roles.without-token",
                        "",
                        "mp.jwt.verify.issuer",
                        Tokens.ISSUER,
                        "mp.jwt.verify.audiences",
                        "relata",
                        "mp.jwt.verify.publickey.location",
                        "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void answer(HttpExchange exchange, byte[] jwks) throws IOException {
            try {
                while (!Boolean.getBoolean(ANSWERS)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        }
    }

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
            long start = System.nanoTime();
            ask("{ __typename }").data();
            for (var answer : sent) {
                answer.get(10, TimeUnit.SECONDS);
            }
            send(token)
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("errors[0].extensions.code", equalTo("UNAVAILABLE"));
            refusesASocket(token);
            assertTrue(System.nanoTime() - start < 10e9, "it waited for the key");
            System.setProperty(ANSWERS, "true");
            awaitAnswer(token);
        } finally {
            System.setProperty(ANSWERS, "true");
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

    private static void awaitAnswer(String token) throws InterruptedException {
        var answer = Api.as(token, () -> ask(PEOPLE));
        for (int tries = 0; answer.errors() != null; tries++) {
            assertTrue(tries < 400, answer.text());
            Thread.sleep(50);
            answer = Api.as(token, () -> ask(PEOPLE));
        }
    }
}
