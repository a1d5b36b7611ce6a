package relata.api.role;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.as;
import static relata.Api.ask;

import com.sun.net.httpserver.HttpServer;
import graphql.schema.GraphQLSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.api.Caller;
import relata.api.HttpSettings;
import relata.api.RelataSettings;
import relata.api.message.RefusedException;

/** What proves who somebody is, and what doesn't. */
@QuarkusTest
@TestProfile(StrictServer.class)
class TokensTest {
    // language=GraphQL
    private static final String PEOPLE = "{ people { totalCount } }";

    // language=GraphQL
    private static final String PLACES = "{ places { totalCount } }";

    @Inject
    GraphQLSchema schema;

    @TempDir
    Path directory;

    @Test
    void takesAValidToken() {
        as(Tokens.of("registrar"), () -> ask(PEOPLE)).data();
    }

    static Stream<Arguments> wrongTokens() throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        var ours = Tokens.keys().getPrivate();
        var foreign = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        var valid = Tokens.of("registrar");
        var parts = valid.split("[.]");
        var more = base64(decoded(parts[1]).replace("registrar", "editor"));
        var publicKey = Tokens.publicPem().getBytes(StandardCharsets.UTF_8);
        var secret = new SecretKeySpec(publicKey, "HmacSHA256");
        var bareSecret = new SecretKeySpec(Tokens.keys().getPublic().getEncoded(), "HmacSHA256");
        var claims = Jwt.issuer(Tokens.ISSUER).audience("relata").groups("registrar");
        return Stream.of(
                Arguments.of(
                        "expired", claims.expiresAt(now - 1).issuedAt(now - 100).sign(ours)),
                Arguments.of("of a foreign key", claims.expiresAt(now + 300).sign(foreign)),
                Arguments.of("of nobody", base64("{\"alg\":\"none\"}") + '.' + parts[1] + '.'),
                Arguments.of("of nobody, with a signature", base64("{\"alg\":\"none\"}") + '.' + parts[1] + parts[2]),
                Arguments.of("without a signature", parts[0] + '.' + parts[1] + '.'),
                Arguments.of("with other claims", parts[0] + '.' + more + '.' + parts[2]),
                Arguments.of(
                        "signed with the public key",
                        claims.expiresAt(now + 300).sign(secret)),
                Arguments.of(
                        "signed with the bare public key",
                        claims.expiresAt(now + 300).sign(bareSecret)),
                Arguments.of(
                        "of another issuer",
                        valid(now).issuer("https://other.example").sign(ours)),
                Arguments.of("for another server", valid(now).audience("other").sign(ours)),
                Arguments.of("not valid yet", valid(now).claim("nbf", now + 200).sign(ours)),
                Arguments.of("no token", "garbled"),
                Arguments.of("no token either", "a.b.c"),
                Arguments.of("half a token", valid.substring(0, valid.length() / 2)));
    }

    private static JwtClaimsBuilder valid(long now) {
        return Jwt.issuer(Tokens.ISSUER)
                .audience("relata")
                .groups("registrar")
                .issuedAt(now)
                .expiresAt(now + 300);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    void refusesAToken(String which, String token) {
        // also where nobody would need one
        refused("Bearer " + token, PLACES);
        refused("Bearer " + token, PEOPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic dXNlcjpwYXNzd29yZA==", "Token abc", "Bearer a b"})
    void refusesWhatIsNoBearerToken(String authorization) {
        refused(authorization, PLACES);
    }

    @Test
    void takesAnEmptyHeaderForNone() {
        // as the documentation of Apollo Client sends it without a token
        send("", PLACES, "application/json").statusCode(200).body("errors", Matchers.nullValue());
        send("", PEOPLE, "application/json").body("errors[0].extensions.code", Matchers.equalTo("UNAUTHENTICATED"));
    }

    private static void refused(String authorization, String document) {
        for (String type : List.of("application/json", "application/graphql-response+json")) {
            send(authorization, document, type)
                    .statusCode(401)
                    .contentType(Matchers.startsWith(type))
                    .header("WWW-Authenticate", Matchers.startsWith("Bearer"))
                    .body("errors[0].extensions.code", Matchers.equalTo("UNAUTHENTICATED"))
                    .body("errors.size()", Matchers.equalTo(1))
                    .body("data", Matchers.nullValue());
        }
    }

    private static ValidatableResponse send(String authorization, String document, String type) {
        return given().contentType(ContentType.JSON)
                .accept(type)
                .header("Authorization", authorization)
                .body("{\"query\": \"%s\"}".formatted(document))
                .post("/graphql")
                .then();
    }

    @Test
    void takesAnyCaseOfTheScheme() {
        send("bEARER   " + Tokens.of("registrar"), PEOPLE, "application/json").body("errors", Matchers.nullValue());
    }

    @Test
    void keepsAnswersToDifferentCallersApart() {
        send("Bearer " + Tokens.of(), PLACES, "application/json")
                .header("Vary", Matchers.containsString("Authorization"));
    }

    @Test
    void tellsATokenWithoutTheRoleFromNoToken() {
        ask(PEOPLE).error("UNAUTHENTICATED");
        as(Tokens.of(), () -> ask(PEOPLE)).error("FORBIDDEN");
        as(Tokens.of("editor"), () -> ask(PEOPLE)).error("FORBIDDEN");
    }

    @Test
    void ignoresGroupsThatAreNoRoles() {
        as(Tokens.of("REGISTRAR", "Registrar", "reg\u0130strar", "staff", ""), () -> ask(PEOPLE))
                .error("FORBIDDEN");
        as(Tokens.of("staff", "registrar"), () -> ask(PEOPLE)).data();
    }

    @Test
    void makesNothingOfGroupsThatAreNone() throws GeneralSecurityException {
        for (String groups : List.of("5", "true", "null", "[1, 2]", "{}", "\"staff\"", "[[\"registrar\"]]")) {
            var answer = as(signed("\"exp\": 4102444800, \"groups\": " + groups), () -> ask(PEOPLE));
            String code = answer.json().get("errors[0].extensions.code");
            assertTrue(Set.of("FORBIDDEN", "UNAUTHENTICATED").contains(code), answer.text());
        }
    }

    @Test
    void refusesATokenWithoutAnEnd() throws GeneralSecurityException {
        refused("Bearer " + signed("\"groups\": [\"registrar\"]"), PEOPLE);
        refused("Bearer " + signed("\"groups\": [\"registrar\"], \"exp\": \"never\""), PEOPLE);
        as(signed("\"groups\": [\"registrar\"], \"exp\": 4102444800"), () -> ask(PEOPLE))
                .data();
    }

    /** A token with our signature, whatever is in it. */
    private static String signed(String claims) throws GeneralSecurityException {
        String text = base64("{\"alg\": \"RS256\"}")
                + '.'
                + base64("{\"iss\": \"%s\", \"aud\": \"relata\", %s}".formatted(Tokens.ISSUER, claims));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(Tokens.keys().getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return text + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    @Test
    void findsTheKeyInAJwksByHttp() throws Exception {
        byte[] jwks = Tokens.jwks("k1").getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        });
        server.start();
        try {
            takesTheKeyOf(
                    "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void findsTheKeyInAJwksFile() throws Exception {
        var file = Files.writeString(directory.resolve("jwks.json"), Tokens.jwks("k1"));
        takesTheKeyOf(file.toString());
    }

    @Test
    void saysWhyItHasNoKey() {
        String missing = directory.resolve("missing.pem").toString();
        assertTrue(key(keys(missing)).missing().orElseThrow().contains(missing));
    }

    private static JWTAuthContextInfo keys(String location) {
        var keys = new JWTAuthContextInfo(location, Tokens.ISSUER);
        keys.setRequireNamedPrincipal(false);
        return keys;
    }

    private static VerificationKey key(JWTAuthContextInfo keys) {
        return new VerificationKey(keys, new DefaultJWTParser(keys));
    }

    private Authenticator authenticator(JWTAuthContextInfo keys, Set<String> withoutToken) {
        return authenticator(keys, key(keys), withoutToken);
    }

    private Authenticator authenticator(JWTAuthContextInfo keys, VerificationKey key, Set<String> withoutToken) {
        return new Authenticator(new DefaultJWTParser(keys), key, schema, () -> Optional.of(withoutToken));
    }

    private void takesTheKeyOf(String location) throws InterruptedException {
        var keys = keys(location);
        var key = key(keys);
        key.look(null);
        var authenticator = authenticator(keys, key, Set.of());
        long now = Instant.now().getEpochSecond();
        var ours = Tokens.keys().getPrivate();
        String token = valid(now).jws().keyId("k1").sign(ours);
        assertEquals(
                new Caller(
                        Set.of("REGISTRAR"),
                        "[\"%s\",null]".formatted(Tokens.ISSUER),
                        Instant.ofEpochSecond(now + 300)),
                authenticator.of("Bearer " + token));
        String other = valid(now).jws().keyId("k2").sign(ours);
        assertThrows(RefusedException.class, () -> authenticator.of("Bearer " + other));
    }

    @Test
    void takesNoTokenWithoutAKeyAndSaysSo() {
        var authenticator = authenticator(new JWTAuthContextInfo(), Set.of());
        assertEquals(
                "No one can use what requires a role: set mp.jwt.verify.publickey.location and mp.jwt.verify.issuer",
                authenticator.warning().orElseThrow());
        assertEquals(Set.of(), authenticator.of((String) null).roles());
        String token = "Bearer " + Tokens.of("registrar");
        assertThrows(RefusedException.class, () -> authenticator.of(token));
    }

    @Test
    void saysWhichRolesEverybodyHas() {
        var authenticator = authenticator(new JWTAuthContextInfo(), Set.of("REGISTRAR", "EDITOR"));
        assertEquals(
                "Anyone who can reach this server has the roles EDITOR and REGISTRAR without a token: "
                        + "relata.roles.without-token is set",
                authenticator.warning().orElseThrow());
        assertEquals(
                Set.of("EDITOR", "REGISTRAR"), authenticator.of((String) null).roles());
        // a token counts all the same
        assertThrows(RefusedException.class, () -> authenticator.of("Bearer garbled"));
    }

    @Test
    void saysThatAnyIssuerIsTaken() {
        var keys = new JWTAuthContextInfo();
        keys.setPublicKeyLocation("key.pem");
        assertTrue(authenticator(keys, Set.of()).warning().orElseThrow().contains("mp.jwt.verify.issuer"));
        keys.setIssuedBy(Tokens.ISSUER);
        assertEquals(Optional.empty(), authenticator(keys, Set.of()).warning());
    }

    /** As they are in the artifact, unless somebody sets them. */
    @Test
    void hasSettingsForProductionThatAreSafe() throws IOException {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("prod")
                .addDiscoveredConverters()
                .withValidateUnknown(false)
                .withMapping(RelataSettings.class)
                .withMapping(HttpSettings.class)
                .withMapping(RoleSettings.class)
                .withSources(new PropertiesConfigSource(Path.of("src/main/resources/application.properties")
                        .toUri()
                        .toURL()))
                .build();
        var settings = config.getConfigMapping(RelataSettings.class);
        assertFalse(settings.graphiql() || settings.introspection() || settings.demo());
        assertFalse(config.getConfigMapping(HttpSettings.class).explain());
        assertEquals(
                Optional.empty(), config.getConfigMapping(RoleSettings.class).withoutToken());
        assertEquals("NONE", config.getValue("mp.jwt.verify.publickey", String.class));
    }

    @Test
    void refusesToStartWithARoleThatIsNone() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> authenticator(new JWTAuthContextInfo(), Set.of("ADMIN")));
        assertEquals(
                "relata.roles.without-token can contain only [EDITOR, REGISTRAR], but is [ADMIN]", error.getMessage());
    }
}
