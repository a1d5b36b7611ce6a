package relata.api.role;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import relata.Await;

/**
 * A server that runs the documents of a manifest only, and whose key for tokens is at another server, which takes the
 * question and does not answer before it is told to.
 */
public class ClosedServer implements QuarkusTestProfile {
    public static final String KNOWN = "query Known { __typename }";

    // language=GraphQL
    static final String PEOPLE = "query People { people { totalCount } }";

    /** As Apollo's generate-persisted-query-manifest writes it. */
    private static final String APOLLO =
            """
            {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [
              {"id": "known", "name": "Known", "type": "query", "body": "%s"},
              {"id": "people", "name": "People", "type": "query", "body": "%s"}
            ]}
            """
                    .formatted(KNOWN, PEOPLE);

    /** A property, since this profile and the tests have different classes. */
    private static final String GIVES_THE_KEY = "test.keys.answer";

    static void giveTheKey() {
        System.setProperty(GIVES_THE_KEY, "true");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            var manifest = Files.createTempFile("manifest", ".json");
            manifest.toFile().deleteOnExit();
            Files.writeString(manifest, APOLLO);
            var keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            // read here: this class may be closed when it is asked for
            byte[] jwks = Tokens.jwks("k1").getBytes(StandardCharsets.UTF_8);
            keys.createContext("/jwks", exchange -> answer(exchange, jwks));
            keys.start();
            return Map.of(
                    "relata.documents.manifest",
                    manifest.toString(),
                    "relata.roles.without-token",
                    "",
                    "mp.jwt.verify.issuer",
                    Tokens.ISSUER,
                    "mp.jwt.verify.audiences",
                    "relata",
                    "mp.jwt.verify.publickey.location",
                    "http://127.0.0.1:%d/jwks".formatted(keys.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, byte[] jwks) throws IOException {
        try (exchange) {
            Await.until(() -> Boolean.getBoolean(GIVES_THE_KEY));
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
        }
    }
}
