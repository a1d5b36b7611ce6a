package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.database.SpareDatabase;

/** Which settings of the database are missing, and what happens once they are there. */
class FeedSettingsIT extends FeedDatabase {
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
            create(without);
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
    void saysWhichPrivilegeIsMissing() throws Exception {
        database.run("create user weak@'127.0.0.1' identified by 'x'", "grant all on relata.* to weak@'127.0.0.1'");
        try (var own = new OwnFeed(database.url(), "weak", "x", 100)) {
            Await.equal(
                    "The change feed is unavailable. The database user needs the privilege REPLICATION SLAVE.",
                    own::whyNot);
            database.run("grant replication slave on *.* to weak@'127.0.0.1'");
            own.awaitOpen();
            // it is all that is needed: what is visible can be asked too
            try (var connection = DriverManager.getConnection(database.url(), "weak", "x")) {
                assertTrue(own.feed.recent().end().isWithin(own.binlog.visible(connection)));
            }
        }
    }
}
