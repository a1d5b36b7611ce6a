package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.database.SpareDatabase;

/** A cursor is known as long as the binlog goes on, and not on a database that was restored. */
class EpochIT extends FeedDatabase {
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
