package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Json;

/** Apollo Client on Node, with nothing but its own links. */
class ApolloIT {
    private static final Path DIRECTORY = Path.of("target", "apollo");
    private static final Path OUTPUT = DIRECTORY.resolve("output.txt");

    @Test
    void subscribesByHttpLinkAndRetriesMutationsWithTheirKeys() throws Exception {
        install();
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory)) {
            Await.until(() -> relata.ask("{ changesCursor }").body().startsWith("{\"data\""));
            var node = start("node", "apollo.mjs", relata.uri("/graphql").toString());
            try {
                Await.until(() ->
                        said().contains("told Demon Dogs the place, Ace Hardware the place\n") || !node.isAlive());
                String places = relata.ask("{ places { totalCount } }").body();
                assertEquals(2, Json.of(places).getInt("data.places.totalCount"), said());
                relata.terminate();
                // it was told why the stream ended, and subscribes again, as it would with another server
                Await.until(() -> said().contains("complete\n") || !node.isAlive());
                assertTrue(said().contains("error TypeError: fetch failed"), said());
            } finally {
                node.destroyForcibly();
            }
        }
    }

    private static void install() throws IOException, InterruptedException {
        assumeTrue(isFound("node") && isFound("npm"), "Skipped: there is no Node on the PATH");
        Files.createDirectories(DIRECTORY);
        try (var script = ApolloIT.class.getResourceAsStream("apollo.mjs")) {
            Files.copy(script, DIRECTORY.resolve("apollo.mjs"), StandardCopyOption.REPLACE_EXISTING);
        }
        int exitCode = start(
                        "npm",
                        "install",
                        "--prefix=.",
                        "--no-audit",
                        "--no-fund",
                        "@apollo/client@4.3.8",
                        "graphql@16.15.0",
                        "rxjs@7.8.2")
                .waitFor();
        assumeTrue(exitCode == 0, "Skipped: npm cannot get Apollo Client: " + said());
    }

    private static boolean isFound(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start();
    }

    private static String said() throws IOException {
        return Files.readString(OUTPUT);
    }
}
