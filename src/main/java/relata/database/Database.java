package relata.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.Driver;

/** A directory with a database, and the server that runs on it from {@link #start} to {@link #stop}. */
class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final long SECONDS_TO_START = 120;

    private final DatabaseSettings settings;
    private DirectoryLock lock;
    private Server server;
    private Account account;
    private int port;
    private boolean stopping;

    Database(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Returns when the database can be used. */
    void start() {
        start(false);
    }

    /** For tests: whatever the directory held is gone. */
    void startEmpty() {
        start(true);
    }

    String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + Account.DATABASE
                + "?useServerPrepStmts=true&cachePrepStmts=true&sslMode=disable&connectTimeout=5000";
    }

    Account account() {
        return account;
    }

    long pid() {
        return server.pid();
    }

    /** Waits until the server has written everything and is gone. May be called at any time, and more than once. */
    synchronized void stop() {
        stopping = true;
        if (server != null) {
            server.stop();
        }
        unlock();
    }

    private void start(boolean empty) {
        try {
            PrivateFiles.createDirectories(settings.directory());
            launch(settings.directory().toRealPath(), empty);
        } catch (IOException e) {
            stop();
            throw new DatabaseFailure(
                    "The database can't be kept in " + settings.directory().toAbsolutePath() + " (" + reason(e)
                            + "): set relata.database.directory to a directory that can be written.",
                    e);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new DatabaseFailure("The start of the database was interrupted.", e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void launch(Path directory, boolean empty) throws IOException, InterruptedException {
        lock = DirectoryLock.of(directory);
        Server.stopOrphans(directory);
        var data = new DataDirectory(directory.resolve("data"));
        if (empty) {
            PrivateFiles.delete(data.path());
        }
        var binaries = Binaries.in(directory);
        var log = ServerLog.in(directory);
        data.prepare(binaries, log);
        account = Account.in(directory);
        port = settings.port() == 0 ? freePort() : settings.port();
        if (!isFree(port)) {
            throw new DatabaseFailure("Port " + port + " of 127.0.0.1 is in use by another program:"
                    + " set relata.database.port to a free one, or to 0 for any.");
        }
        var initFile = directory.resolve("init.sql");
        PrivateFiles.write(initFile, account.sql());
        try {
            run(binaries, data, log, initFile);
            awaitReady(log);
            logIn(log);
        } finally {
            Files.delete(initFile);
        }
        data.sign(binaries.version());
        LOG.infof("MariaDB %s listens on 127.0.0.1:%d, its data is in %s", binaries.version(), port, data.path());
    }

    private synchronized void run(Binaries binaries, DataDirectory data, ServerLog log, Path initFile)
            throws IOException {
        if (stopping) {
            throw new DatabaseFailure("Relata was stopped while its database started.");
        }
        server = Server.start(binaries, data.path(), log, ServerOptions.of(port, initFile, settings.options()));
        server.onExit(() -> ended(log));
    }

    private void awaitReady(ServerLog log) throws IOException, InterruptedException {
        var end = System.nanoTime() + SECONDS_TO_START * 1_000_000_000;
        while (!log.tellsOfReadiness()) {
            if (!server.isAlive() || log.tellsOfAnotherServer()) {
                throw new DatabaseFailure("The database server ended while it started: " + log.complaint()
                        + " (more in " + log.file() + ").");
            }
            if (System.nanoTime() > end) {
                throw new DatabaseFailure(
                        "The database server is not ready after " + SECONDS_TO_START + " s: see " + log.file() + ".");
            }
            Thread.sleep(10);
        }
    }

    private void logIn(ServerLog log) {
        var properties = new Properties();
        properties.setProperty("user", Account.USER);
        properties.setProperty("password", account.password());
        try {
            new Driver().connect(url(), properties).close();
        } catch (SQLException e) {
            throw new DatabaseFailure(
                    "The database server refuses Relata: " + e.getMessage() + " (more in " + log.file() + ").", e);
        }
    }

    private synchronized void ended(ServerLog log) {
        if (stopping) {
            return;
        }
        LOG.errorf("The database server ended by itself; what it said is in %s. Start Relata anew.", log.file());
        unlock();
    }

    private synchronized void unlock() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.debug("The lock went with its file", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException file) {
            var reason = file.getReason() == null ? e.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + reason;
        }
        return e.getMessage();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
