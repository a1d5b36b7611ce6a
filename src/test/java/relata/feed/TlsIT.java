package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relata.Await;
import relata.database.SpareDatabase;
import relata.feed.binlog.StrictClient;

/** The feed trusts whom the JDBC URL says that it shall trust, and nobody else. */
class TlsIT {
    private static final String PASSWORD = "secret";

    @TempDir
    Path directory;

    /** A server with a certificate that it signed itself, for that name. */
    private SpareDatabase start(String name) throws Exception {
        var store = directory.resolve("server.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO();
        assertEquals(0, keytool.start().waitFor());
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var key = keys.getKey("server", PASSWORD.toCharArray());
        var database = SpareDatabase.start(
                "--ssl=1",
                "--ssl-cert=" + pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                "--ssl-key=" + pem("PRIVATE KEY", key.getEncoded()));
        FeedDatabase.create(database);
        return database;
    }

    private Path pem(String type, byte[] content) throws Exception {
        var lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8)).encodeToString(content);
        return Files.writeString(
                directory.resolve(type), "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, lines));
    }

    /** The URL of a database, with TLS. */
    private static String url(SpareDatabase database, String options) {
        return database.url().replace("sslMode=disable", "sslMode=" + options);
    }

    private String signer() {
        return "&serverSslCert=" + directory.resolve("CERTIFICATE");
    }

    private static OwnFeed feed(SpareDatabase database, String options) {
        return new OwnFeed(url(database, options), database.user(), database.password(), 100);
    }

    private static void assertTells(SpareDatabase database, int key, String options) throws Exception {
        try (var own = feed(database, options).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run("insert into place (id, name, address) values (%d, 'a', 'b')".formatted(key));
            assertEquals(List.of("CREATED Place:" + key), subscriber.await(1));
        }
    }

    @Test
    void trustsWhomTheUrlNames() throws Exception {
        try (var database = start("ip:127.0.0.1")) {
            assertTells(database, 1, "verify-full" + signer());
            assertTells(database, 2, "verify-ca" + signer());
            assertTells(database, 3, "verify-full&trustStorePassword=" + PASSWORD + "&trustStore=" + trustStore());
            assertTells(database, 4, "trust");
        }
    }

    private Path trustStore() throws Exception {
        var keys = KeyStore.getInstance(directory.resolve("server.p12").toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        var file = directory.resolve("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    @Test
    void saysWhatToSetWhereOnlyThePasswordVouchesForTheServer() throws Exception {
        try (var database = start("ip:127.0.0.1");
                var own = feed(database, "verify-full")) {
            connect(database, "verify-full");
            String reason = "The change feed is unavailable. The certificate of the database server is not trusted:"
                    + " set the parameter serverSslCert of the database URL to this certificate or to that of"
                    + " its issuer.";
            Await.equal(reason, own::whyNot);
        }
    }

    @Test
    void verifiesTheNameOfTheServer() throws Exception {
        try (var database = start("dns:another.example")) {
            assertTells(database, 1, "verify-ca" + signer());
            String strict = url(database, "verify-full" + signer());
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(strict, database.user(), database.password()));
            // the driver lets nobody through to here
            String lax = url(database, "verify-ca" + signer());
            var refusal = assertThrows(
                    SSLHandshakeException.class,
                    () -> StrictClient.connect(strict, lax, database.user(), database.password()));
            assertTrue(refusal.getMessage().contains("127.0.0.1"), refusal::toString);
        }
    }

    private static Connection connect(SpareDatabase database, String options) throws SQLException {
        return DriverManager.getConnection(url(database, options), database.user(), database.password());
    }
}
