package relata.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running mariadbd. */
class Server {

    private static final String MARIADBD_DATA = "--datadir=";
    private static final int SECONDS_TO_STOP = 60;

    private final Process process;

    private Server(Process process) {
        this.process = process;
    }

    static Server start(Binaries binaries, Path data, ServerLog log, List<String> options) throws IOException {
        var process = command(binaries, data, log, options)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .start();
        return new Server(process);
    }

    /** Has a server of its own run the SQL, with no access control and no port. */
    static void bootstrap(Binaries binaries, Path data, ServerLog log, String sql)
            throws IOException, InterruptedException {
        var options = List.of("--bootstrap", "--log-warnings=0", "--enforce-storage-engine=");
        var process = command(binaries, data, log, options).start();
        try (var input = process.getOutputStream()) {
            input.write(sql.getBytes(StandardCharsets.UTF_8));
        } catch (IOException brokenPipe) {
            // it ended early; why is in its log
        }
        if (process.waitFor() != 0) {
            throw new DatabaseFailure("The database in " + data.getParent() + " can't be initialised: "
                    + log.complaint() + " (more in " + log.file() + ").");
        }
    }

    /** Ends what an earlier Relata left running on the directory when it was killed. */
    static void stopOrphans(Path directory) {
        ProcessHandle.allProcesses()
                .filter(process -> isServerOf(directory, process.info()))
                .forEach(Server::stop);
    }

    private static boolean isServerOf(Path directory, ProcessHandle.Info info) {
        var inside = directory + File.separator;
        return info.arguments()
                .map(arguments -> List.of(arguments).stream().anyMatch(it -> it.startsWith(MARIADBD_DATA + inside)))
                // Windows doesn't tell the arguments, but our program is unpacked beside the data
                .orElseGet(
                        () -> info.command().filter(it -> it.startsWith(inside)).isPresent());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void onExit(Runnable action) {
        process.onExit().thenRun(action);
    }

    void stop() {
        stop(process.toHandle());
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessBuilder command(Binaries binaries, Path data, ServerLog log, List<String> options) {
        var share = binaries.share();
        var command = new ArrayList<>(List.of(
                binaries.mariadbd().toString(),
                "--no-defaults",
                // early, since a system may tell only the beginning of a command, and it is how we know our own
                MARIADBD_DATA + data,
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets")));
        if ("root".equals(System.getProperty("user.name"))) {
            // or else it refuses to run
            command.add("--user=root");
        }
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }
}
