package relata.api.role;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * A server that needs tokens, tells nothing of its schema, keeps no documents, keeps answers for some seconds only, and
 * takes pages of origins as in dev.
 */
public class StrictServer implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            var key = Files.createTempFile("relata", ".pem");
            key.toFile().deleteOnExit();
            Files.writeString(key, Tokens.publicPem());
            var settings = new Properties();
            try (var file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
                settings.load(file);
            }
            return Map.of(
                    "relata.roles.without-token",
                    "",
                    "mp.jwt.verify.publickey.location",
                    key.toUri().toString(),
                    "mp.jwt.verify.issuer",
                    Tokens.ISSUER,
                    "mp.jwt.verify.audiences",
                    "relata",
                    "relata.introspection",
                    "false",
                    "relata.idempotency.keep",
                    "5S",
                    "relata.documents.automatic",
                    "false",
                    "quarkus.http.cors.enabled",
                    settings.getProperty("%dev.quarkus.http.cors.enabled"),
                    "quarkus.http.cors.origins",
                    settings.getProperty("%dev.quarkus.http.cors.origins"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
