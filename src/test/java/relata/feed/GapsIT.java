package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.api.ErrorCode;

/** What the binlog does not tell row by row is never passed over in silence. */
class GapsIT extends FeedDatabase {
    /** Ends the streams; who resumes before it is refused, and who begins after it is told what comes. */
    private void assertLoud(String... gap) throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            String before = own.cursor();
            var subscriber = own.from(before).requestAll();
            database.run(insert());
            subscriber.await(1);
            database.run(gap);
            var end = subscriber.awaitEnd();
            assertEquals(ErrorCode.UNAVAILABLE, end.code());
            assertTrue(end.message().endsWith("resume after the last cursor"), end.message());
            assertTrue(own.gaps() >= 1);

            own.awaitOpen();
            for (String cursor : List.of(before, subscriber.cursor())) {
                var refused = own.from(cursor).requestAll().awaitEnd();
                assertEquals(ErrorCode.BAD_USER_INPUT, refused.code());
                assertEquals(List.of("after"), refused.extensions().get("argument"));
            }
            var next = own.from(own.cursor()).requestAll();
            database.run(insert());
            assertEquals(created(key, key), next.await(1));
        }
    }

    @Test
    void saysThatATableWasEmptied() throws Exception {
        assertLoud("truncate table waiter");
        assertLoud("/* by night */ TRUNCATE relata.adhar");
    }

    @Test
    void saysThatATableWasChanged() throws Exception {
        assertLoud("alter table waiter modify name varchar(10) not null");
    }

    @Test
    void saysThatATableWasReplaced() throws Exception {
        assertLoud(
                "set foreign_key_checks = 0",
                "create  or /* ! */ replace\ntable waiter (id bigint primary key, name varchar(10))");
    }

    @Test
    void readsStatementsOfAnyLength() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(
                    "/**/ ".repeat(8_000) + "create table guest (id int primary key)",
                    "create" + " ".repeat(8_000) + "table guests (id int primary key)",
                    insert());
            assertEquals(created(key, key), subscriber.await(1));
            assertEquals(0, own.gaps());
        }
    }

    @Test
    void saysThatAStatementWasLoggedInsteadOfRows() throws Exception {
        assertLoud("set session binlog_format = 'STATEMENT'", "update place set name = 'x'");
    }

    @Test
    void saysThatADistributedTransactionWasCommitted() throws Exception {
        assertLoud("xa start 'x'", "update place set name = 'y'", "xa end 'x'", "xa prepare 'x'", "xa commit 'x'");
    }

    @Test
    void saysThatATransactionWasRolledBackInPart() throws Exception {
        database.run("create table note (id int) engine = Aria transactional = 0");
        assertLoud(
                "begin",
                "update place set name = 'y'",
                "savepoint s",
                "insert into place (id, name, address) values (99, 'a', 'b')",
                "insert into note values (1)",
                "rollback to s",
                "commit");
    }

    @Test
    void tellsNothingOfWhatWasRolledBackWhereOtherTablesKeepIt() throws Exception {
        database.run("create table note (id int) engine = Aria transactional = 0");
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(
                    "begin",
                    "insert into place (id, name, address) values (99, 'a', 'b')",
                    "insert into note values (1)",
                    "rollback",
                    insert());
            assertEquals(created(key, key), subscriber.await(1));
        }
    }

    @Test
    void saysThatEventsWereCompressed() throws Exception {
        assertLoud(
                "set global log_bin_compress = 1, global log_bin_compress_min_len = 10",
                "insert into person (id, name, email, mobile) values (1, repeat('a', 99), repeat('b', 99), repeat('c', 99))",
                "set global log_bin_compress = 0");
    }

    @Test
    void saysThatRowsHadNoMetadata() throws Exception {
        assertLoud(
                "set global binlog_row_metadata = 'NO_LOG'",
                "insert into person (id, name, email, mobile) values (1, 'a', '', '')",
                "set global binlog_row_metadata = 'FULL'");
    }

    @Test
    void passesOverWhatIsNoneOfItsBusiness() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(
                    "create table guest (id int primary key, g geometry, j json, u uuid, i inet6, t timestamp(6) null)",
                    "insert into guest (id, g, j, u, i) values (1, point(1, 2), '{}', uuid(), '::1')",
                    "alter table guest add column waiters int",
                    "truncate table guest",
                    "drop table guest",
                    "create database other",
                    "create table other.place (id int primary key)",
                    "insert into other.place values (1)",
                    "analyze table place",
                    "create sequence other.ticket",
                    "select nextval(other.ticket)",
                    "xa start 'x'",
                    "update place set name = 'y'",
                    "xa end 'x'",
                    "xa rollback 'x'",
                    "create index ix_temporary on waiter (name)",
                    insert());
            assertEquals(created(key, key), subscriber.await(1));
        }
    }

    @Test
    void tellsKeysThatRowsHaveInPartOnly() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            var subscriber = own.from(own.cursor()).requestAll();
            database.run(
                    "set session binlog_row_image = 'MINIMAL'",
                    insert(),
                    "update place set name = 'x'",
                    "delete from place");
            assertEquals(List.of("CREATED Place:1", "UPDATED Place:1", "DELETED Place:1"), subscriber.await(3));
        }
    }

    @Test
    void tellsALargeTransactionWhole() throws Exception {
        try (var own = new OwnFeed(database.url(), database.user(), database.password(), 100).awaitOpen()) {
            String before = own.cursor();
            var subscriber = own.from(before).requestAll();
            database.run(
                    "insert into place (id, name, address) select seq, repeat('x', 50), repeat('y', 80) from seq_1_to_20000");
            subscriber.await(20_000);
            database.run(
                    "insert into place (id, name, address) values (20001, 'a', 'b')",
                    "delete from place where id = 20001");
            assertEquals(subscriber.await(20_002), own.from(before).requestAll().await(20_002));
        }
    }

    @Test
    void refusesACursorWhoseChangesAreNotKeptAnyMore() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            String old = own.cursor();
            var subscriber = own.from(old).requestAll();
            database.run(insert(), "flush binary logs", insert());
            subscriber.await(2);
            try (var second = new OwnFeed(database).awaitOpen()) {
                assertEquals(subscriber.told(), second.from(old).requestAll().await(2));
                String file = file();
                Await.equal(file, () -> {
                    database.run("purge binary logs to '" + file + "'");
                    return oldest();
                });
                assertEquals(
                        ErrorCode.BAD_USER_INPUT,
                        second.from(old).requestAll().awaitEnd().code());
                String kept = subscriber.cursor();
                database.run(insert());
                assertEquals(created(key, key), second.from(kept).requestAll().await(1));
            }
        }
    }

    private String file() throws SQLException {
        return database.ask("show master status");
    }

    private String oldest() throws SQLException {
        return database.ask("show binary logs");
    }

    @Test
    void beginsAnewWhereTheBinlogDid() throws Exception {
        try (var own = new OwnFeed(database).awaitOpen()) {
            String old = own.cursor();
            String epoch = own.feed.epoch();
            var subscriber = own.from(old).requestAll();
            database.run(insert());
            subscriber.await(1);
            database.run("reset master");
            assertEquals(ErrorCode.UNAVAILABLE, subscriber.awaitEnd().code());
            own.awaitOpen();
            assertTrue(!epoch.equals(own.feed.epoch()));
            assertTrue(FeedCursor.read(own.feed.epoch(), old).isEmpty());
            var next = own.from(own.cursor()).requestAll();
            database.run(insert());
            assertEquals(created(key, key), next.await(1));
        }
    }
}
