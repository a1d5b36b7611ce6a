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
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Background;
import relata.api.ErrorCode;
import relata.database.SpareDatabase;

/** Nothing is missed or told twice, whatever stops and starts. */
class RestartIT extends FeedDatabase {
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
}
