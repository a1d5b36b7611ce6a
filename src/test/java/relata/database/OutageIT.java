package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.Background;

/** While the database is away, and when it comes back. */
@Timeout(90)
class OutageIT {
    private static final int AWAY_MILLIS = 7_000;

    @Test
    void livesThroughARestartOfTheDatabase() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            try (var relata = PackagedRelata.with(database)) {
                outage(relata, database::stop, () -> room.open(database.port()));
            }
        }
    }

    @Test
    void livesThroughAKilledDatabase() throws Exception {
        try (var room = Room.used();
                var keeper = OtherRelata.on(room.directory).awaitReady()) {
            var url = "jdbc:mariadb://127.0.0.1:" + room.port() + "/relata?sslMode=disable";
            int port = room.port();
            try (var relata = PackagedRelata.with(url, Account.in(room.directory))) {
                Action kill = () -> {
                    // first the one that would start it again
                    keeper.kill();
                    room.servers().forEach(ProcessHandle::destroyForcibly);
                };
                outage(relata, kill, () -> room.open(port));
            }
        }
    }

    @Test
    void livesThroughAFrozenDatabase() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            var pid = String.valueOf(database.pid());
            try (var relata = PackagedRelata.with(database)) {
                outage(relata, () -> run("kill", "-STOP", pid), () -> run("kill", "-CONT", pid));
            } finally {
                run("kill", "-CONT", pid);
            }
        }
    }

    @Test
    void waitsForAStatementThatTakesLong() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            try (var relata = PackagedRelata.with(database);
                    var connection = DriverManager.getConnection(
                            database.url(), Account.USER, database.account().password());
                    var statement = connection.createStatement()) {
                statement.execute("LOCK TABLES place WRITE");
                var answer = Background.start(
                        () -> relata.ask("{ places { nodes { id } } }").body());
                Thread.sleep(6_000);
                assertTrue(!answer.isDone(), () -> answer.join());
                statement.execute("UNLOCK TABLES");
                assertTrue(answer.join().startsWith("{\"data\""), answer.join());
            }
        }
    }

    private static void outage(PackagedRelata relata, Action away, Action back) throws Exception {
        try (var load = new Load(relata, 6, 6)) {
            load.awaitAnswers(200);
            // a cold server may take its time
            load.slow.clear();
            assertEquals(200, relata.get("/q/health/ready").statusCode());
            away.run();
            long start = System.nanoTime();
            Room.await(() -> relata.get("/q/health/ready").statusCode() == 503);
            assertTrue(System.nanoTime() - start < 5e9, "not ready soon");
            assertEquals(200, relata.get("/q/health/live").statusCode());
            Thread.sleep(AWAY_MILLIS);
            assertEquals(503, relata.ask("{ places { totalCount } }").statusCode());
            assertEquals(
                    503, relata.ask("mutation { deletePlace(id: 1) { id } }").statusCode());

            back.run();
            start = System.nanoTime();
            load.awaitAnswers(200);
            Room.await(() -> relata.get("/q/health/ready").statusCode() == 200);
            assertTrue(System.nanoTime() - start < 10e9, "not back soon");
            int refused = load.unavailable.get();
            load.awaitAnswers(200);
            assertEquals(refused, load.unavailable.get(), "refused though it is back");

            load.close();
            assertTrue(refused > 0);
            assertEquals(List.of(), List.copyOf(load.unexpected), relata.said());
            assertEquals(List.of(), List.copyOf(load.slow));
            assertEquals(List.of(), List.copyOf(load.broken));
            assertEquals(List.of(), load.missingFrom(relata));
        }
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private interface Action {
        void run() throws Exception;
    }
}
