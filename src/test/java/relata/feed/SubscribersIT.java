package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.api.ErrorCode;

/** Subscribers cost little, and none holds up the others. */
class SubscribersIT extends FeedDatabase {
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
}
