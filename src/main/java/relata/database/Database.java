package relata.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** A directory with a database, and the server that runs on it from {@link #start} to {@link #stop}. */
class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 10_000;

    private final DatabaseSettings settings;
    private Path directory;
    private DirectoryLock lock;
    private Binaries binaries;
    private DataDirectory data;
    private Account account;
    private int port;
    private Server server;
    private boolean stopping;

    Database(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns when the database is ready. From then on, a server that dies is restarted, as often as necessary.
     *
     * @throws DatabaseFailure if it cannot start; nothing is left running
     */
    void start() {
        start(false);
    }

    /** For tests: deletes whatever the directory held. */
    void startEmpty() {
        start(true);
    }

    String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + Account.DATABASE + "?sslMode=disable";
    }

    int port() {
        return port;
    }

    Account account() {
        return account;
    }

    synchronized long pid() {
        return server.pid();
    }

    /**
     * Stops the server, and waits until it has written everything and ended. May be called at any time, and repeatedly.
     */
    synchronized void stop() {
        stopping = true;
        if (server != null) {
            server.stop();
        }
        if (lock != null) {
            lock.close();
        }
    }

    private void start(boolean empty) {
        try {
            PrivateFiles.createDirectories(settings.directory());
            directory = settings.directory().toRealPath();
            lock = DirectoryLock.of(directory);
            Orphans.stop(directory);
            prepare(empty);
            serve();
            LOG.infof(
                    "MariaDB %s is listening on 127.0.0.1:%d. Its data is in %s",
                    binaries.version(), port, data.path());
        } catch (IOException e) {
            stop();
            throw DatabaseFailure.of(settings.directory(), e);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new DatabaseFailure("Database startup was interrupted.", e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void prepare(boolean empty) throws IOException, InterruptedException {
        data = new DataDirectory(directory.resolve("data"));
        if (empty) {
            PrivateFiles.delete(data.path());
        }
        port = Port.take(settings.port());
        binaries = Binaries.in(directory);
        data.prepare(binaries, ServerLog.in(directory));
        account = Account.in(directory);
    }

    private void serve() throws IOException, InterruptedException {
        var initFile = directory.resolve("init.sql");
        PrivateFiles.write(initFile, account.sql());
        try {
            run(initFile);
            server.awaitReady();
            account.logIn(url());
        } finally {
            Files.deleteIfExists(initFile);
        }
        data.sign(binaries.version());
        server.onExit(this::ended);
    }

    private synchronized void run(Path initFile) throws IOException {
        if (stopping) {
            throw new DatabaseFailure("Relata was stopped while its database was starting.");
        }
        var options = ServerOptions.of(port, initFile, settings.options());
        server = Server.start(binaries, data.path(), ServerLog.in(directory), options);
    }

    private void ended() throws InterruptedException {
        for (long pause = SHORTEST_PAUSE; !isStopping(); pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            LOG.errorf("The database server exited unexpectedly and will be restarted. Its log is in %s", directory);
            try {
                serve();
                return;
            } catch (IOException | RuntimeException e) {
                if (!isStopping()) {
                    LOG.error("The database server failed to start. Retrying until it starts", e);
                }
                // it may be running anyway, and hold the data
                server.stop();
            }
            Thread.sleep(pause);
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
