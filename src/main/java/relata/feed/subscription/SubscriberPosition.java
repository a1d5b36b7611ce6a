package relata.feed.subscription;

import java.util.ArrayList;
import java.util.List;
import relata.feed.FeedCursor;
import relata.feed.RecentTransactions;
import relata.feed.binlog.event.Change;
import relata.feed.binlog.event.Transaction;

/**
 * Where a subscriber is: in the recent transactions, or in older ones until it has caught up. Used by one thread at a
 * time, except for {@link #close}.
 */
public final class SubscriberPosition implements AutoCloseable {
    private final ChangeRequest request;
    private final RecentTransactions recent;
    private final CatchUpPool catchUps;
    private final Runnable wake;
    private volatile CatchUp catchUp;
    private volatile boolean closed;
    private FeedCursor cursor;
    private long number = RecentTransactions.NOWHERE;

    /** @param wake run when there may be more to take */
    public SubscriberPosition(ChangeRequest request, RecentTransactions recent, CatchUpPool catchUps, Runnable wake) {
        this.request = request;
        this.recent = recent;
        this.catchUps = catchUps;
        this.wake = wake;
        this.cursor = request.from();
    }

    /** The next changes that are requested, at most that many; empty if there are none now. */
    public List<ChangeAtCursor> take(int most) {
        var batch = new ArrayList<ChangeAtCursor>();
        Transaction transaction = transaction();
        while (transaction != null && batch.size() < most) {
            int done = cursor.doneOf(transaction);
            int size = transaction.changes().size();
            while (done < size && batch.size() < most) {
                Change change = transaction.changes().get(done++);
                if (request.filter().test(change)) {
                    batch.add(new ChangeAtCursor(change, transaction.gtid(), cursor.after(transaction, done)));
                }
            }
            cursor = cursor.after(transaction, done);
            if (done == size) {
                advance();
            }
            transaction = transaction();
        }
        return batch;
    }

    /** The transaction to send next, or null if there is none now. */
    private Transaction transaction() {
        if (catchUp != null) {
            // before peek(), since more may be read in between
            var end = catchUp.end();
            Transaction older = catchUp.peek();
            if (older != null || end == null) {
                return older;
            }
            cursor = FeedCursor.at(cursor.position().and(end));
            catchUp = null;
        }
        if (number == RecentTransactions.NOWHERE) {
            number = recent.locate(cursor.position());
        }
        if (number != RecentTransactions.NOWHERE) {
            checkPace();
            return recent.get(number);
        }
        catchUp = catchUps.start(cursor.position(), wake);
        if (closed) {
            catchUps.cancel(catchUp);
        }
        return null;
    }

    private void advance() {
        if (catchUp != null) {
            catchUp.remove();
        } else {
            number++;
        }
    }

    /** @throws relata.api.ApiException LIMIT_EXCEEDED if the next transaction is no longer in memory */
    public void checkPace() {
        if (number != RecentTransactions.NOWHERE && catchUp == null) {
            number = recent.keepPace(number, cursor.position());
        }
    }

    @Override
    public void close() {
        closed = true;
        CatchUp left = catchUp;
        if (left != null) {
            catchUps.cancel(left);
        }
    }
}
