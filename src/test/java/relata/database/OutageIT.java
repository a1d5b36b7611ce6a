package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.TableLock;

/** While the database is away, and when it comes back. */
class OutageIT {
    private static Room room;
    private static Database database;
    private static PackagedRelata relata;

    @BeforeAll
    static void start() throws Exception {
        room = Room.used();
        database = room.open();
        relata = PackagedRelata.with(database);
    }

    @AfterAll
    static void stop() throws Exception {
        relata.close();
        room.close();
    }

    @Test
    void livesThroughARestartOfTheDatabase() throws Exception {
        outage(relata, database::stop, () -> database = room.open(database.port()));
    }

    @Test
    void livesThroughAKilledDatabase() throws Exception {
        try (var other = Room.used();
                var keeper = OtherRelata.on(other.directory).awaitReady()) {
            int port = other.port();
            var url = "jdbc:mariadb://127.0.0.1:" + port + "/relata?sslMode=disable";
            try (var its = PackagedRelata.with(url, Account.in(other.directory))) {
                Action kill = () -> {
                    // first the one that would start it again
                    keeper.kill();
                    other.servers().forEach(ProcessHandle::destroyForcibly);
                };
                outage(its, kill, () -> other.open(port));
            }
        }
    }

    @Test
    void livesThroughAFrozenDatabase() throws Exception {
        var pid = String.valueOf(database.pid());
        try {
            outage(relata, () -> run("kill", "-STOP", pid), () -> run("kill", "-CONT", pid));
        } finally {
            run("kill", "-CONT", pid);
        }
    }

    /** How long the database may be silent is another matter than how long a statement may take. */
    @Test
    void waitsForAStatementThatTakesLong() throws Exception {
        var lock = new TableLock(connect(), "place");
        var answer =
                Background.start(() -> relata.ask("{ places { totalCount } }").body());
        lock.awaitWaiting(1);
        // longer than a silent database is waited for
        Thread.sleep(4_000);
        lock.awaitWaiting(1);
        lock.close();
        assertTrue(answer.join().startsWith("{\"data\""), answer.join());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.url(), Account.USER, database.account().password());
    }

    private static void outage(PackagedRelata relata, Action away, Action back) throws Exception {
        try (var load = new Load(relata, 6, 6)) {
            load.awaitAnswers(200);
            assertEquals(200, relata.get("/q/health/ready").statusCode());
            away.run();
            Await.equal(503, () -> relata.get("/q/health/ready").statusCode());
            assertEquals(200, relata.get("/q/health/live").statusCode());
            // nobody waits for the database to come back: each is refused, more than once
            load.awaitRefusalsOfEach(3);
            assertEquals(503, relata.ask("{ places { totalCount } }").statusCode());
            // what needs no record needs no database
            assertEquals(200, relata.ask("{ __typename }").statusCode());
            assertEquals(
                    503, relata.ask("mutation { deletePlace(id: 1) { id } }").statusCode());

            back.run();
            load.awaitAnswers(200);
            Await.equal(200, () -> relata.get("/q/health/ready").statusCode());
            int refused = load.unavailable.get();
            load.awaitAnswers(200);
            assertEquals(refused, load.unavailable.get(), "refused though it is back");

            load.close();
            assertEquals(List.of(), List.copyOf(load.unexpected), relata.said());
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
