package relata.api.role;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/** Signs tokens, with a key that is made for each run of the tests. */
public final class Tokens {
    static final String ISSUER = "https://issuer.example";

    private Tokens() {}

    /** A valid token for these groups. */
    public static String of(String... groups) {
        return of(300, groups);
    }

    /** A token for these groups that ends after so many seconds. */
    public static String of(long seconds, String... groups) {
        return Jwt.issuer(ISSUER)
                .audience("relata")
                .groups(Set.of(groups))
                .expiresIn(seconds)
                .sign(keys().getPrivate());
    }

    /** A valid token of somebody. */
    public static String ofSubject(String subject, String... groups) {
        return Jwt.issuer(ISSUER)
                .subject(subject)
                .audience("relata")
                .groups(Set.of(groups))
                .expiresIn(300)
                .sign(keys().getPrivate());
    }

    /** Tests with settings of their own come with classes of their own; what they share is the process. */
    static synchronized KeyPair keys() {
        try {
            // not under `relata`, where all names are settings
            String name = "test." + Tokens.class.getName();
            if (System.getProperty(name) == null) {
                var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
                System.setProperty(name + ".public", base64(keys.getPublic().getEncoded()));
                System.setProperty(name, base64(keys.getPrivate().getEncoded()));
            }
            var keys = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(bytes(System.getProperty(name + ".public")))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(System.getProperty(name)))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String publicPem() {
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(base64(keys().getPublic().getEncoded()));
    }

    /** A JWKS with the public key, under that name. */
    static String jwks(String kid) {
        var key = (RSAPublicKey) keys().getPublic();
        var url = Base64.getUrlEncoder().withoutPadding();
        return "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"%s\", \"n\": \"%s\", \"e\": \"%s\"}]}"
                .formatted(
                        kid,
                        url.encodeToString(key.getModulus().toByteArray()),
                        url.encodeToString(key.getPublicExponent().toByteArray()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
