package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.Await;

/** What cannot be started says so at once, and does not wait for the end of the 120 s that a start may take. */
@Timeout(100)
class DatabaseIT {

    private Room room;

    @BeforeEach
    void prepare() throws Exception {
        room = Room.used();
    }

    @AfterEach
    void leave() {
        room.close();
    }

    @Test
    void keepsWhatWasWrittenWhenItStopsAndStarts() throws Exception {
        var database = room.open();
        Room.run(database, "CREATE TABLE waiter (name VARCHAR(9)) AS SELECT 'Joe' AS name");
        database.stop();
        assertEquals(0, room.servers().size());

        database = room.open();
        assertEquals("Joe", Room.ask(database, "SELECT name FROM waiter"));
        database.stop();
    }

    @Test
    void startsItsServerAgainWhenThatDies() throws Exception {
        var database = room.open();
        Room.run(database, "CREATE TABLE waiter (name VARCHAR(9)) AS SELECT 'Joe' AS name");
        var killed = database.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        Await.until(() -> database.pid() != killed && Files.notExists(room.directory.resolve("init.sql")));
        assertEquals("Joe", Room.ask(database, "SELECT name FROM waiter"));
        database.stop();
        assertEquals(0, room.servers().size());
    }

    @Test
    void startsItsServerAgainWhenThatDiesWhileItIsStartedAgain() throws Exception {
        var database = room.open();
        Room.run(database, "CREATE TABLE waiter (name VARCHAR(9)) AS SELECT 'Joe' AS name");
        for (int deaths = 0; deaths < 3; deaths++) {
            kill(database);
        }
        Await.until(() -> answers(database));
        assertEquals("Joe", Room.ask(database, "SELECT name FROM waiter"));
        database.stop();
        assertEquals(List.of(), room.servers());
    }

    @Test
    void staysStoppedWhereItIsToldToStopBeforeItStartsItsServerAgain() throws Exception {
        long others = watchers();
        var database = room.open();
        long last = kill(database);
        SpareDatabase.kill(ProcessHandle.of(last).orElseThrow());
        database.stop();
        // whoever would start another one is gone
        Await.equal(others, DatabaseIT::watchers);
        assertEquals(List.of(), room.servers());
        assertEquals(last, database.pid());
    }

    /** The threads that wait for a server to end, those of other tests' databases included. */
    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("database-exit"))
                .count();
    }

    /** Kills the server, and returns once it is gone and another one starts. */
    private static long kill(Database database) throws Exception {
        long killed = database.pid();
        SpareDatabase.kill(ProcessHandle.of(killed).orElseThrow());
        Await.until(() -> database.pid() != killed);
        return database.pid();
    }

    private static boolean answers(Database database) {
        try {
            return Room.ask(database, "SELECT 1").equals("1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Test
    void startsAndStopsItsServerThoughTheCommonPoolIsBusy() throws Exception {
        var free = new CountDownLatch(1);
        try {
            for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
                ForkJoinPool.commonPool().execute(() -> {
                    try {
                        free.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            var database = room.open();
            long killed = database.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            Await.until(() -> database.pid() != killed);
            database.stop();
            assertEquals(List.of(), room.servers());
        } finally {
            free.countDown();
        }
    }

    @Test
    void isReadyForTheChangeFeed() throws Exception {
        var database = room.open();
        assertEquals(
                "ON ROW FULL FULL 1 1",
                Room.ask(
                        database,
                        "SELECT CONCAT_WS(' ', @@log_bin, @@binlog_format, @@binlog_row_image,"
                                + " @@binlog_row_metadata, @@sync_binlog, @@innodb_flush_log_at_trx_commit)"));
        var grants = Room.ask(database, "SHOW GRANTS");
        assertTrue(grants.startsWith("GRANT REPLICATION SLAVE ON *.* TO "), grants);
        database.stop();
    }

    @Test
    void keepsTheBinlogForSevenDaysUnlessSetOtherwise() throws Exception {
        var database = room.open();
        assertEquals("604800", Room.ask(database, "SELECT @@binlog_expire_logs_seconds"));
        database.stop();

        database = room.open("--binlog-expire-logs-seconds=86400");
        assertEquals("86400", Room.ask(database, "SELECT @@binlog_expire_logs_seconds"));
        database.stop();
    }

    @Test
    void ignoresCaseKeepsAccentsApartAndPadsNothing() throws Exception {
        var database = room.open();
        Room.run(database, "CREATE TABLE t (name VARCHAR(9)) CHARACTER SET utf8mb4 AS SELECT 'Joe' AS name");
        assertEquals("1", Room.ask(database, "SELECT name = 'JOE' FROM t"));
        assertEquals("0", Room.ask(database, "SELECT name = 'Joé' FROM t"));
        assertEquals("0", Room.ask(database, "SELECT name = 'Joe ' FROM t"));
        database.stop();
    }

    @Test
    void letsNobodyInWithoutItsPassword() throws Exception {
        var database = room.open();
        for (var user : new String[] {"relata", "root", "", "mariadb.sys"}) {
            assertThrows(SQLException.class, () -> DriverManager.getConnection(database.url(), user, ""));
        }
        assertEquals("127.0.0.1", Room.ask(database, "SELECT @@bind_address"));
        database.stop();
    }

    @Test
    void tellsNobodyItsPassword() throws Exception {
        var database = room.open();
        var password = database.account().password();
        var command = room.servers().get(0).info().commandLine().orElseThrow();
        assertFalse(command.contains(password));
        database.stop();

        try (var files = Files.walk(room.directory)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var isPassword = file.getFileName().toString().equals("password");
                assertEquals(isPassword, contains(file, password), file.toString());
            }
        }
        var permissions = Files.getPosixFilePermissions(room.directory.resolve("password"));
        assertEquals("rw-------", PosixFilePermissions.toString(permissions));
    }

    @Test
    void makesUpForALostPassword() throws Exception {
        var database = room.open();
        database.stop();
        Files.delete(room.directory.resolve("password"));
        database = room.open();
        assertEquals("1", Room.ask(database, "SELECT 1"));
        database.stop();
    }

    @Test
    void makesUpForLostData() throws Exception {
        room.open().stop();
        PrivateFiles.delete(room.directory.resolve("data"));
        var database = room.open();
        assertEquals("relata", Room.ask(database, "SELECT DATABASE()"));
        database.stop();
    }

    @Test
    void makesUpForLostServerFiles() throws Exception {
        var database = room.open();
        Room.run(database, "CREATE TABLE waiter (name VARCHAR(9)) AS SELECT 'Joe' AS name");
        database.stop();
        Files.delete(room.binaries().orElseThrow());
        database = room.open();
        assertEquals("Joe", Room.ask(database, "SELECT name FROM waiter"));
        database.stop();

        Files.delete(room.binaries().orElseThrow().resolve("share/english/errmsg.sys"));
        Files.writeString(room.binaries().orElseThrow().resolve("bin/mariadbd"), "half");
        database = room.open();
        assertEquals("Joe", Room.ask(database, "SELECT name FROM waiter"));
        database.stop();
    }

    @Test
    void saysWhichDirectoryCannotBeWritten() throws Exception {
        var file = Files.createFile(room.directory.resolve("file"));
        var below = new Database(new DatabaseSettings(file.resolve("below"), 0, List.of()));
        var failure = assertThrows(DatabaseFailure.class, below::start);
        assertEquals(
                "The database cannot be stored in " + file.resolve("below") + " (" + file.resolve("below")
                        + ": Not a directory): set relata.database.directory to a writable directory.",
                failure.getMessage());
    }

    @Test
    void refusesAPortInUse() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var failure = assertThrows(DatabaseFailure.class, () -> room.open(other.getLocalPort()));
            assertEquals(
                    "Port " + other.getLocalPort() + " on 127.0.0.1 cannot be used (Address already in use):"
                            + " set relata.database.port to a free port, or to 0 for any free port.",
                    failure.getMessage());
        }
        assertEquals(0, room.servers().size());
        room.open().stop();
    }

    @Test
    void refusesDataOfANewerMariaDb() throws Exception {
        Files.writeString(room.directory.resolve("data/mariadb_upgrade_info"), "12.0.2-MariaDB");
        var failure = assertThrows(DatabaseFailure.class, room::open);
        assertTrue(
                failure.getMessage()
                        .startsWith("The data in " + room.directory.resolve("data")
                                + " was written by MariaDB 12.0.2, which is newer than the available MariaDB 11.4."),
                failure.getMessage());
    }

    @Test
    void takesDataOfAnOlderMariaDbAndRemembersIt() throws Exception {
        Files.writeString(room.directory.resolve("data/mariadb_upgrade_info"), "10.11.6-MariaDB");
        Files.writeString(room.directory.resolve("data/relata_version"), "10.11.6");
        room.open().stop();
        assertTrue(
                Files.readString(room.directory.resolve("data/relata_version")).startsWith("11.4."));
    }

    @Test
    void saysWhyTheServerEndedWhileItStarted() {
        var failure = assertThrows(DatabaseFailure.class, () -> room.open("--no-such-option"));
        assertTrue(failure.getMessage().contains("unknown option '--no-such-option'"), failure.getMessage());
        assertTrue(failure.getMessage().contains("see " + room.directory.resolve("mariadbd.log")));
        room.open().stop();
    }

    @Test
    void saysWhyDataCannotBeRead() throws Exception {
        Files.write(room.directory.resolve("data/ibdata1"), new byte[12 << 20]);
        var failure = assertThrows(DatabaseFailure.class, room::open);
        assertTrue(failure.getMessage().contains("InnoDB: "), failure.getMessage());
        assertEquals(0, room.servers().size());
    }

    /** As one would in another container: nobody can see or stop it from here, but the data is locked. */
    @Test
    void leavesDataAloneOnWhichAStrangerRunsAServer() throws Exception {
        room.open().stop();
        var link = Files.createSymbolicLink(
                room.directory.resolveSibling(room.directory.getFileName() + "-link"), room.directory);
        var stranger = new ProcessBuilder(
                        room.binaries().orElseThrow().resolve("bin/mariadbd").toString(),
                        "--no-defaults",
                        "--datadir=" + link + "/data",
                        "--user=root",
                        "--skip-networking",
                        "--socket=",
                        // as it is, so that it need not be made anew
                        "--innodb-log-file-size=4M",
                        "--lc-messages-dir=" + room.binaries().orElseThrow().resolve("share"))
                .redirectErrorStream(true)
                .redirectOutput(room.directory.resolve("stranger.log").toFile())
                .start();
        try {
            var log = room.directory.resolve("stranger.log");
            Await.until(() -> contains(log, "ready for connections") || !stranger.isAlive());
            assertTrue(stranger.isAlive(), Files.readString(log));
            var failure = assertThrows(DatabaseFailure.class, room::open);
            assertEquals(
                    "Another MariaDB server is using the data in " + room.directory
                            + ": stop it, or set relata.database.directory.",
                    failure.getMessage());
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroy();
            stranger.waitFor();
            Files.delete(link);
        }
        room.open().stop();
    }

    private static boolean contains(Path file, String text) throws Exception {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    }
}
