package relata.feed.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import relata.api.ApiException;
import relata.feed.FeedCursor;
import relata.feed.RecentTransactions;
import relata.feed.binlog.event.Change;
import relata.feed.binlog.event.Change.Kind;
import relata.feed.binlog.event.Gtid;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;
import relata.query.mapping.GlobalId;

/** Which transactions a subscriber waits for while others leave the memory. */
class SubscriberPositionTest {
    private static final int ROOM = 10;

    private final RecentTransactions recent = new RecentTransactions(ROOM);

    private static Position position(long sequence) {
        return Position.parse("0-1-" + sequence);
    }

    private void add(long sequence, int changes) {
        var all = LongStream.rangeClosed(1, changes)
                .mapToObj(key -> new Change(Kind.CREATED, new GlobalId("Place", sequence * 1000 + key)))
                .toList();
        recent.add(new Transaction(position(sequence - 1), Gtid.parse("0-1-" + sequence), position(sequence), all));
    }

    private SubscriberPosition subscriber(long after) {
        var request = new ChangeRequest("epoch", FeedCursor.at(position(after)), change -> true, Map.of(), null, false);
        return new SubscriberPosition(request, recent, null, () -> {});
    }

    private static List<Long> keys(List<ChangeAtCursor> batch) {
        return batch.stream().map(it -> it.change().id().key()).toList();
    }

    @Test
    void waitsForNothingThatCameBeforeItsCursor() {
        recent.beginAt(position(1));
        var subscriber = subscriber(3);
        assertEquals(List.of(), subscriber.take(100));
        // it has seen these, though the feed has not come so far yet
        add(2, ROOM);
        add(3, ROOM);
        add(4, 1);
        subscriber.checkPace();
        assertEquals(List.of(4001L), keys(subscriber.take(100)));
    }

    @Test
    void isToldThatItIsTooSlowIfWhatIsGoneCameAfterItsCursor() {
        recent.beginAt(position(1));
        var subscriber = subscriber(1);
        assertEquals(List.of(), subscriber.take(100));
        add(2, 1);
        add(3, ROOM - 1);
        assertEquals(List.of(2001L), keys(subscriber.take(1)));
        add(4, 1);
        subscriber.checkPace();
        add(5, ROOM);
        assertThrows(ApiException.class, subscriber::checkPace);
        assertThrows(ApiException.class, () -> subscriber.take(1));
    }
}
