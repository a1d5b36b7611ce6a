package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.api.ErrorCode;
import relata.database.SpareDatabase;

/** Nothing is missed or told twice, whatever stops and starts. */
class RestartIT {
    private SpareDatabase database;
    private int key;

    @BeforeEach
    void start() throws Exception {
        database = SpareDatabase.start();
        GapsIT.create(database);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private String insert() {
        key++;
        return "insert into place (id, name, address) values (%d, 'a', 'b')".formatted(key);
    }

    private static List<String> created(int from, int to) {
        var all = new ArrayList<String>();
        for (int i = from; i <= to; i++) {
            all.add("CREATED Place:" + i);
        }
        return all;
    }

    @Test
    void goesOnWhenTheDatabaseWasKilled() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            String before = own.cursor();
            var subscriber = own.from(before).requestAll();
            var stop = new AtomicBoolean();
            var acknowledged = new AtomicInteger();
            var writer = Background.start(() -> {
                while (!stop.get()) {
                    try {
                        database.run(insert());
                        acknowledged.incrementAndGet();
                    } catch (SQLException down) {
                        Thread.sleep(20);
                    }
                }
                return null;
            });
            Await.until(() -> acknowledged.get() >= 50);
            for (int kills = 1; kills <= 2; kills++) {
                SpareDatabase.kill(database.process());
                int sofar = acknowledged.get();
                Await.until(() -> acknowledged.get() >= sofar + 50);
            }
            stop.set(true);
            writer.get();
            var written = written();
            assertTrue(written.size() >= acknowledged.get(), written::toString);
            assertEquals(written, subscriber.await(written.size()));
            // another server, which has nothing of it in memory
            try (var second = new OwnFeed(database).awaitOpen()) {
                assertEquals(written, second.from(before).requestAll().await(written.size()));
            }
        }
    }

    /** What is there, since one that was not acknowledged may have been committed all the same. */
    private List<String> written() throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery("select id from place order by id")) {
            while (rows.next()) {
                all.add("CREATED Place:" + rows.getLong(1));
            }
        }
        return all;
    }

    @Test
    void goesOnWhenTheDatabaseWasFrozen() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(insert());
            subscriber.await(1);
            signal("STOP");
            Await.until(() -> own.disconnections() > 0);
            signal("CONT");
            database.run(insert());
            assertEquals(created(1, 2), subscriber.await(2));
        }
    }

    @Test
    void endsTheStreamsWhereTheDatabaseStaysAwayAndLosesNothing() throws Exception {
        try (var own = new OwnFeed(database, Duration.ofSeconds(1)).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(insert());
            subscriber.await(1);
            signal("STOP");
            var end = subscriber.awaitEnd();
            signal("CONT");
            assertEquals(ErrorCode.UNAVAILABLE, end.code());
            assertTrue(end.message().endsWith("resume after the last cursor"), end.message());
            database.run(insert());
            assertEquals(
                    created(2, 2), own.from(subscriber.cursor()).requestAll().await(1));
        }
    }

    private void signal(String name) throws Exception {
        String pid = String.valueOf(database.process().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }

    @Test
    void goesOnOnAnotherServer() throws Exception {
        String cursor;
        try (var first = new OwnFeed(database).awaitOpen();
                var second = new OwnFeed(database).awaitOpen()) {
            var one = first.from(first.cursor()).requestAll();
            var other = second.from(second.cursor()).requestAll();
            database.run(insert(), insert());
            assertEquals(created(1, 2), one.await(2));
            assertEquals(created(1, 2), other.await(2));
            cursor = one.cursor();
            assertEquals(cursor, other.cursor());
            database.run(insert());
            assertEquals(created(3, 3), second.from(cursor).requestAll().await(1));
        }
        database.run(insert());
        // none of them was there
        try (var third = new OwnFeed(database).awaitOpen()) {
            var subscriber = third.from(cursor).requestAll();
            assertEquals(created(3, 4), subscriber.await(2));
            database.run(insert());
            assertEquals(created(3, 5), subscriber.await(3));
        }
    }

    @Test
    void resumesInTheMiddleOfATransactionThatIsReadAgain() throws Exception {
        String cursor;
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).request(2);
            database.run("insert into place (id, name, address) values (1, 'a', 'a'), (2, 'a', 'a'), (3, 'a', 'a')");
            assertEquals(created(1, 2), subscriber.await(2));
            cursor = subscriber.cursor();
        }
        try (var own = new OwnFeed(database).awaitOpen()) {
            assertEquals(created(3, 3), own.from(cursor).requestAll().await(1));
        }
    }

    @Test
    void cutsOffWhoDoesNotKeepUpAndLetsThemResume() throws Exception {
        try (var own = new OwnFeed(database.url(), database.user(), database.password(), 100).awaitOpen()) {
            var slow = own.from(own.cursor()).request(10);
            var fast = own.from(own.cursor()).requestAll();
            write(10);
            slow.await(10);
            write(100);
            fast.await(110);
            // all of them are kept
            slow.request(1);
            slow.await(11);
            assertEquals(created(1, 11), slow.told());
            // up to a hundred were read together with that one
            write(200);
            fast.await(310);
            var end = slow.awaitEnd();
            assertEquals(ErrorCode.LIMIT_EXCEEDED, end.code());
            assertEquals("relata.changes.buffer", end.extensions().get("limit"));
            assertEquals(11, slow.told().size());
            assertEquals(created(12, 310), own.from(slow.cursor()).requestAll().await(299));
            // the one that was cut off is not there any more
            Await.equal(2, own.feed::streams);
        }
    }

    private void write(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            database.run(insert());
        }
    }

    @Test
    void cutsOffWhoLeavesOlderChangesLyingAndServesTheNextOne() throws Exception {
        String old;
        try (var own = new OwnFeed(database).awaitOpen()) {
            old = own.cursor();
        }
        database.run("insert into place (id, name, address) select seq, 'a', 'b' from seq_1_to_1000");
        database.run("insert into place (id, name, address) select seq, 'a', 'b' from seq_1001_to_2000");
        database.run("insert into place (id, name, address) select seq, 'a', 'b' from seq_2001_to_3000");
        try (var own = new OwnFeed(database).awaitOpen()) {
            // one is read older changes at a time here
            var slow = own.from(old).request(1);
            slow.await(1);
            var next = own.from(old).requestAll();
            assertEquals(created(1, 3_000), next.await(3_000));
            var end = slow.requestAll().awaitEnd();
            assertEquals("relata.changes.catch-up-timeout", end.extensions().get("limit"));
            int told = slow.told().size();
            assertEquals(
                    created(told + 1, 3_000),
                    own.from(slow.cursor()).requestAll().await(3_000 - told));
        }
    }

    @Test
    void costsNoThreadForASubscriber() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscribers = new ArrayList<TestSubscriber>();
            int threads = Thread.activeCount();
            for (int i = 0; i < 1_000; i++) {
                subscribers.add(own.from(own.cursor()).requestAll());
            }
            write(10);
            for (var subscriber : subscribers) {
                assertEquals(created(1, 10), subscriber.await(10));
            }
            assertTrue(Thread.activeCount() < threads + 5, Thread.activeCount() + " threads");
        }
    }

    @Test
    void releasesWhoGoesAway() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(insert());
            subscriber.await(1);
            subscriber.cancel();
            assertEquals(0, own.feed.streams());
            var next = own.from(subscriber.cursor()).requestAll();
            database.run(insert());
            next.await(1);
            assertEquals(1, subscriber.told().size());
        }
    }

    @Test
    void saysWhatToSetAndBeginsOnceItIsSet() throws Exception {
        database.run("set global binlog_row_metadata = 'NO_LOG'", "set global binlog_row_image = 'MINIMAL'");
        try (var own = new OwnFeed(database)) {
            Await.equal(
                    "The change feed is unavailable. The database server must be configured with"
                            + " binlog_row_image=FULL (it is MINIMAL), binlog_row_metadata=FULL (it is NO_LOG).",
                    own::whyNot);
            database.run("set global binlog_row_metadata = 'FULL'", "set global binlog_row_image = 'FULL'");
            own.awaitOpen();
        }
    }

    @Test
    void saysThatThereIsNoBinlog() throws Exception {
        try (var without = SpareDatabase.start("--skip-log-bin")) {
            GapsIT.create(without);
            try (var own = new OwnFeed(without)) {
                Await.equal(
                        "The change feed is unavailable. The database server must be configured with log_bin=ON"
                                + " (it is OFF).",
                        own::whyNot);
            }
        }
    }

    @Test
    void saysWhatToSetToWhoWasSubscribed() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run("set global binlog_row_image = 'MINIMAL'");
            NoFeedTest.endReaders(database.connect());
            String reason = "The database server must be configured with binlog_row_image=FULL (it is MINIMAL)";
            assertEquals(
                    reason + ": resume after the last cursor",
                    subscriber.awaitEnd().message());
            Await.equal("The change feed is unavailable. " + reason + ".", own::whyNot);
        }
    }

    @Test
    void goesOnAfterAnError() throws Exception {
        try (var own = new OwnFeed(
                        database.url() + "&socketFactory=" + Sockets.class.getName(),
                        database.user(),
                        database.password(),
                        1)
                .awaitOpen()) {
            String old = own.cursor();
            write(2);
            // until then, the feed itself would still have the changes
            Await.equal(false, () -> own.remembers(old));
            System.setProperty(Sockets.FAILING, "true");
            assertEquals(
                    "Older changes cannot currently be read: resume after the last cursor",
                    own.from(old).requestAll().awaitEnd().message());
            var subscriber = own.from(own.cursor()).requestAll();
            NoFeedTest.endReaders(database.connect());
            assertEquals(
                    "The change feed failed: resume after the last cursor",
                    subscriber.awaitEnd().message());
            Await.equal("The change feed is unavailable. The change feed failed.", own::whyNot);
            System.clearProperty(Sockets.FAILING);
            own.awaitOpen();
            assertEquals(created(1, 2), own.from(old).requestAll().await(2));
        } finally {
            System.clearProperty(Sockets.FAILING);
        }
    }

    /** Gives connections to the database, but an error while the JVM is said to be short of something. */
    public static class Sockets extends SocketFactory {
        // a property, since the driver may have this class from another loader
        static final String FAILING = "relata.test.failing";

        @Override
        public Socket createSocket() {
            if (Boolean.getBoolean(FAILING)) {
                throw new OutOfMemoryError("in a test");
            }
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void saysWhichPrivilegeIsMissing() throws Exception {
        database.run("create user weak@'127.0.0.1' identified by 'x'", "grant all on relata.* to weak@'127.0.0.1'");
        try (var own = new OwnFeed(database.url(), "weak", "x", 100)) {
            Await.equal(
                    "The change feed is unavailable. The database user needs the privilege REPLICATION SLAVE.",
                    own::whyNot);
            database.run("grant replication slave on *.* to weak@'127.0.0.1'");
            own.awaitOpen();
            // it is all that is needed: what is visible can be asked too
            try (var connection = java.sql.DriverManager.getConnection(database.url(), "weak", "x")) {
                assertTrue(own.feed.recent().end().isWithin(own.binlog.visible(connection)));
            }
        }
    }

    @Test
    void knowsARestoredDatabaseFromTheOneItWasCopiedFrom() throws Exception {
        String old;
        try (var own = new OwnFeed(database).awaitOpen()) {
            write(50);
            own.from(own.cursor()).requestAll();
            old = own.cursor();
        }
        // as a copy of it has it, on a server whose binlog is another
        database.run("reset master");
        try (var own = new OwnFeed(database).awaitOpen()) {
            assertTrue(FeedCursor.read(own.feed.epoch(), old).isEmpty());
        }
    }

    @Test
    void knowsADatabaseRestoredFromADumpHoweverFarItsBinlogHasComeSince() throws Exception {
        String old;
        try (var own = new OwnFeed(database).awaitOpen()) {
            write(50);
            old = own.cursor();
        }
        restore();
        write(100);
        try (var own = new OwnFeed(database).awaitOpen();
                var second = new OwnFeed(database).awaitOpen()) {
            assertTrue(FeedCursor.read(own.feed.epoch(), old).isEmpty());
            assertEquals(own.feed.epoch(), second.feed.epoch());
            assertEquals(created(151, 151), resumed(own, second));
        }
    }

    /** What the other is told from the one's cursor on, when one more is written. */
    private List<String> resumed(OwnFeed one, OwnFeed other) throws Exception {
        String cursor = one.cursor();
        database.run(insert());
        return other.from(cursor).requestAll().await(1);
    }

    /** Brings the row of the feed into the server's binlog anew, as the load of a dump does. */
    private void restore() throws SQLException {
        try (var connection = database.connect();
                var row = connection.createStatement().executeQuery("select * from change_feed")) {
            row.next();
            var columns = row.getMetaData().getColumnCount();
            var values = new ArrayList<String>();
            for (int i = 1; i <= columns; i++) {
                values.add("'" + row.getString(i) + "'");
            }
            database.run(
                    "reset master",
                    "delete from change_feed",
                    "insert into change_feed values (" + String.join(", ", values) + ")");
        }
    }

    @Test
    void beginsAnewWhereTheFileThatWasFollowedIsPurged() throws Exception {
        String old;
        try (var own = new OwnFeed(database).awaitOpen()) {
            old = own.cursor();
        }
        // as after a week away: nothing can be known of what was in it
        String file = database.ask("show master status");
        database.run("flush binary logs");
        Await.until(() -> {
            database.run("purge binary logs to '" + database.ask("show master status") + "'");
            return database.ask("show binary logs").compareTo(file) > 0;
        });
        try (var own = new OwnFeed(database).awaitOpen()) {
            assertTrue(FeedCursor.read(own.feed.epoch(), old).isEmpty());
        }
    }

    @Test
    void keepsItsEpochWhereTheBinlogGoesOn() throws Exception {
        String old;
        String epoch;
        try (var own = new OwnFeed(database).awaitOpen()) {
            old = own.cursor();
            epoch = own.feed.epoch();
        }
        write(1);
        database.run("flush binary logs");
        SpareDatabase.kill(database.process());
        try (var own = new OwnFeed(database).awaitOpen()) {
            assertEquals(epoch, own.feed.epoch());
            assertEquals(created(1, 1), own.from(old).requestAll().await(1));
        }
    }
}
