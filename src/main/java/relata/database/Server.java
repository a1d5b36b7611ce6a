package relata.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running mariadbd. */
class Server {

    /** The option by which a server is recognised as ours. */
    static final String DATA = "--datadir=";

    // recovery after a power failure may take a while
    private static final long SECONDS_TO_START = 120;
    private static final long SECONDS_TO_STOP = 60;
    private static final long POLL_MILLIS = 10;

    private final Process process;
    private final ServerLog log;

    private Server(Process process, ServerLog log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a server without waiting until it is ready. */
    static Server start(Binaries binaries, Path data, ServerLog log, List<String> options) throws IOException {
        var nothing = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
        return new Server(
                command(binaries, data, log, options)
                        .redirectInput(ProcessBuilder.Redirect.from(nothing))
                        .start(),
                log);
    }

    /** Runs the SQL in a temporary server, with no access control and no port. */
    static void bootstrap(Binaries binaries, Path data, ServerLog log, String sql)
            throws IOException, InterruptedException {
        var options = List.of("--bootstrap", "--log-warnings=0", "--enforce-storage-engine=");
        var process = command(binaries, data, log, options).start();
        try (var input = process.getOutputStream()) {
            input.write(sql.getBytes(StandardCharsets.UTF_8));
        } catch (IOException brokenPipe) {
            // it ended early: its log says why
        }
        if (process.waitFor() != 0) {
            throw new DatabaseFailure("The database in " + data.getParent() + " cannot be initialised: "
                    + log.complaint() + " (see " + log.file() + ").");
        }
    }

    /** Returns when it accepts connections, or throws as soon as it is clear that it will not. */
    void awaitReady() throws IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!log.tellsOfReadiness()) {
            if (log.tellsOfAnotherServer()) {
                // it retries for 30 s, ignoring signals, and has not touched what it could not lock
                process.destroyForcibly();
                throw new DatabaseFailure("Another MariaDB server is using the data in "
                        + log.file().getParent() + ": stop it, or set relata.database.directory.");
            }
            if (!process.isAlive()) {
                throw new DatabaseFailure(
                        "The database server exited during startup: " + log.complaint() + " (see " + log.file() + ").");
            }
            if (System.nanoTime() > end) {
                throw new DatabaseFailure(
                        "The database server was not ready after " + SECONDS_TO_START + " s: see " + log.file() + ".");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    long pid() {
        return process.pid();
    }

    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }

    /** Runs an action once the server has ended, for whatever reason. */
    void onExit(Action action) {
        var thread = new Thread(
                () -> {
                    try {
                        process.waitFor();
                        action.run();
                    } catch (InterruptedException e) {
                        // nothing else has a reference to this thread
                        throw new IllegalStateException(e);
                    }
                },
                "database-exit");
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        stop(process.toHandle());
    }

    static void stop(ProcessHandle process) {
        process.destroy();
        try {
            if (!ends(process, TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP))) {
                process.destroyForcibly();
                ends(process, Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether a process ends within that time. `ProcessHandle.onExit` would report it in the common pool, which may be
     * busy for a long time, even with work that waits for this.
     */
    private static boolean ends(ProcessHandle process, long millis) throws InterruptedException {
        for (long waited = 0; process.isAlive() && waited < millis; waited += POLL_MILLIS) {
            Thread.sleep(POLL_MILLIS);
        }
        return !process.isAlive();
    }

    private static ProcessBuilder command(Binaries binaries, Path data, ServerLog log, List<String> options)
            throws IOException {
        var share = binaries.share();
        // a directory of its own: a server deletes the temporary files of all others when it starts
        var temporary = data.resolveSibling("tmp");
        PrivateFiles.createDirectories(temporary);
        var command = new ArrayList<>(List.of(
                binaries.mariadbd().toString(),
                "--no-defaults",
                // first, since a system may show only the start of a command
                DATA + data,
                "--tmpdir=" + temporary,
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets")));
        if ("root".equals(System.getProperty("user.name"))) {
            // otherwise it refuses to run as root
            command.add("--user=root");
        }
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    }
}
