package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import relata.Await;

/** Two processes on one directory, and a process that was killed. */
class KilledDatabaseIT {

    private static final String WAITER = "CREATE TABLE waiter (name VARCHAR(9)) AS SELECT 'Joe' AS name";

    @Test
    void endsAtOnceWhereAnotherRelataRuns() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            try (var second = OtherRelata.on(room.directory)) {
                // with no System.exit of its own: nothing may keep the process alive
                assertEquals(1, second.exitCode());
                var sentence = "The database in " + room.directory + " is in use by another Relata process (process ID "
                        + ProcessHandle.current().pid() + "): stop it, or set relata.database.directory.";
                assertTrue(second.said().contains(sentence), second.said());
            }
            assertEquals("1", Room.ask(database, "SELECT 1"));
            database.stop();
        }
    }

    @Test
    void stopsItsServerWhenItIsToldToStop() throws Exception {
        try (var room = Room.used();
                var other = OtherRelata.on(room.directory).awaitReady()) {
            assertEquals(1, room.servers().size());
            assertEquals(143, other.terminate());
            assertEquals(0, room.servers().size());
            var log = Files.readString(room.directory.resolve("mariadbd.log"));
            assertTrue(log.strip().endsWith("Shutdown complete"), log);
        }
    }

    @Test
    void startsAgainAfterItWasKilledAndItsServerWasNot() throws Exception {
        try (var room = Room.used();
                var other = OtherRelata.on(room.directory).awaitReady()) {
            other.kill();
            var orphan = room.servers().get(0);
            var database = room.open();
            assertFalse(orphan.isAlive());
            database.stop();
        }
    }

    @Test
    void losesNothingWhenAllAreKilled() throws Exception {
        try (var room = Room.used();
                var other = OtherRelata.on(room.directory).awaitReady()) {
            write(room, other);
            other.kill();
            room.servers().forEach(ProcessHandle::destroyForcibly);
            var database = room.open();
            assertEquals("Joe", Room.ask(database, "SELECT name FROM waiter"));
            database.stop();
        }
    }

    @Test
    void startsAgainAfterItWasKilledInTheMiddleOfItsFirstStart() throws Exception {
        try (var room = Room.empty()) {
            for (var half : new String[] {"mariadb-", "data.new"}) {
                try (var other = OtherRelata.on(room.directory)) {
                    Await.until(() -> has(room, half));
                    other.kill();
                }
            }
            assertTrue(Files.exists(room.directory.resolve("data.new")));
            var database = room.open();
            assertEquals("1", Room.ask(database, "SELECT 1"));
            database.stop();
            assertTrue(Files.notExists(room.directory.resolve("data.new")));
        }
    }

    private static boolean has(Room room, String half) throws Exception {
        try (var files = Files.list(room.directory)) {
            return files.anyMatch(it -> it.getFileName().toString().startsWith(half)
                    && it.getFileName().toString().endsWith(".new"));
        }
    }

    private static void write(Room room, OtherRelata other) throws Exception {
        var password = Files.readString(room.directory.resolve("password"));
        try (var connection = DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + room.port() + "/relata?sslMode=disable", Account.USER, password);
                var statement = connection.createStatement()) {
            statement.execute(WAITER);
        }
        assertTrue(other.isAlive());
    }
}
