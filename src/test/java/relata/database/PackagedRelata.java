package relata.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import relata.Await;

/** What was packaged, started as in production: with settings, and options of the JVM ({@code -X…}). */
public class PackagedRelata implements AutoCloseable {
    private static final Path APPLICATION = Path.of("target", "quarkus-app");
    private static final Path JAR = APPLICATION.resolve("quarkus-run.jar");
    private static final Path ARCHIVE = APPLICATION.resolve("relata.jsa");
    private static final Pattern LISTENS = Pattern.compile("Listening on: http://[^:\"]+:(\\d+)");

    final Process process;
    private final Path output;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    private PackagedRelata(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** With the MariaDB that comes along, in that directory. */
    static PackagedRelata with(Path directory, String... settings) throws IOException {
        var all = new ArrayList<>(List.of(settings));
        all.add("relata.database.directory=" + directory);
        return start(all).awaitReady();
    }

    static PackagedRelata with(Database database, String... settings) throws IOException {
        return with(database.url(), database.account(), settings);
    }

    static PackagedRelata with(SpareDatabase database, String... settings) throws IOException {
        return with(database.url(), database.account(), settings);
    }

    static PackagedRelata with(String url, Account account, String... settings) throws IOException {
        var all = new ArrayList<>(List.of(settings));
        all.add(EmbeddedDatabase.URL + "=" + url);
        all.add(EmbeddedDatabase.USERNAME + "=" + Account.USER);
        all.add(EmbeddedDatabase.PASSWORD + "=" + account.password());
        return start(all).awaitReady();
    }

    /** Whether it will be ready or not. */
    static PackagedRelata start(String... settings) throws IOException {
        return start(List.of(settings));
    }

    private static PackagedRelata start(List<String> settings) throws IOException {
        var output = Files.createTempFile(Path.of("target"), "packaged-relata", ".txt");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // it runs too briefly to benefit from fully optimized code
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:SharedArchiveFile=" + ARCHIVE));
        settings.forEach(setting -> command.add(setting.startsWith("-X") ? setting : "-D" + setting));
        // tests ask without a token
        command.add("-Drelata.roles.without-token=EDITOR,REGISTRAR");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        command.addAll(List.of("-jar", JAR.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        return new PackagedRelata(builder.start(), output);
    }

    private PackagedRelata awaitReady() throws IOException {
        Await.until(() -> LISTENS.matcher(said()).find() || !process.isAlive());
        var matcher = LISTENS.matcher(said());
        assertTrue(matcher.find(), said());
        port = Integer.parseInt(matcher.group(1));
        return this;
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI webSocket() {
        return URI.create(uri("/graphql").toString().replaceFirst("^http", "ws"));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> ask(String document, String... headers) throws IOException, InterruptedException {
        return ask(Map.of("query", document), headers);
    }

    HttpResponse<String> ask(Map<String, ?> question, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri("/graphql"))
                .timeout(Duration.ofSeconds(Await.PATIENCE_SECONDS))
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString(new ObjectMapper().writeValueAsString(question)));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** SIGTERM. */
    int terminate() {
        process.destroy();
        return exitCode();
    }

    int exitCode() {
        Await.equal(false, process::isAlive);
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        Files.delete(output);
    }
}
