package relata.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The server's log file; {@code start} is where this run's part begins. */
record ServerLog(Path file, long start) {

    private static final long FULL = 4 << 20;

    static ServerLog in(Path directory) throws IOException {
        var file = directory.resolve("mariadbd.log");
        if (Files.exists(file) && Files.size(file) > FULL) {
            Files.move(file, directory.resolve("mariadbd.old.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** What went wrong, in the server's words: its first error, since the others follow from it. */
    String complaint() throws IOException {
        var lines = sinceStart().lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return "it logged nothing";
        }
        return lines.stream()
                .filter(line -> line.contains("ERROR"))
                .findFirst()
                .orElse(lines.get(lines.size() - 1))
                // strips the time and the thread number
                .replaceFirst("^.*?\\[ERROR] ", "")
                .strip();
    }

    boolean tellsOfReadiness() throws IOException {
        return sinceStart().contains("ready for connections");
    }

    /** Whether another server holds the lock of the data; it may run in another container, invisible from here. */
    boolean tellsOfAnotherServer() throws IOException {
        var text = sinceStart();
        return text.contains("Can't lock aria control file") || text.contains("Unable to lock ./ibdata1");
    }

    private String sinceStart() throws IOException {
        if (Files.notExists(file)) {
            return "";
        }
        try (var content = Files.newInputStream(file)) {
            content.skipNBytes(Math.min(start, Files.size(file)));
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
