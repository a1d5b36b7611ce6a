package relata.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a subscriber is: in the transactions of the feed, or in older ones until it has caught up with them. It is used
 * by one thread at a time, but for {@link #close}.
 */
final class SubscriberPosition implements AutoCloseable {
    private final ChangeRequest request;
    private final RecentTransactions recent;
    private final CatchUpPool catchUps;
    private final Runnable wake;
    private volatile CatchUp catchUp;
    private volatile boolean closed;
    private FeedCursor cursor;
    private long number = RecentTransactions.NOWHERE;

    /** @param wake run when there may be more to take */
    SubscriberPosition(ChangeRequest request, RecentTransactions recent, CatchUpPool catchUps, Runnable wake) {
        this.request = request;
        this.recent = recent;
        this.catchUps = catchUps;
        this.wake = wake;
        this.cursor = request.from();
    }

    /** The next changes that are asked for, so many at most, and none where there is none now. */
    List<ChangeAtCursor> take(int most) {
        var batch = new ArrayList<ChangeAtCursor>();
        Transaction transaction = transaction();
        while (transaction != null && batch.size() < most) {
            int told = cursor.toldOf(transaction);
            int size = transaction.changes().size();
            while (told < size && batch.size() < most) {
                Change change = transaction.changes().get(told++);
                if (request.filter().test(change)) {
                    batch.add(new ChangeAtCursor(change, transaction.gtid(), cursor.behind(transaction, told)));
                }
            }
            cursor = cursor.behind(transaction, told);
            if (told == size) {
                advance();
            }
            transaction = transaction();
        }
        return batch;
    }

    /** The transaction to tell of next, or null where there is none now. */
    private Transaction transaction() {
        if (catchUp != null) {
            boolean isComplete = catchUp.isComplete();
            Transaction older = catchUp.peek();
            if (older != null || !isComplete) {
                return older;
            }
            cursor = FeedCursor.at(cursor.position().and(catchUp.end()));
            catchUp = null;
        }
        if (number == RecentTransactions.NOWHERE) {
            number = recent.locate(cursor.position());
        }
        if (number != RecentTransactions.NOWHERE) {
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

    /** @throws relata.api.ApiException LIMIT_EXCEEDED where the feed does not have the next transaction any more */
    void checkPace() {
        if (number != RecentTransactions.NOWHERE && catchUp == null) {
            recent.checkPace(number);
        }
    }

    /** Lets go of what is being read. */
    @Override
    public void close() {
        closed = true;
        CatchUp left = catchUp;
        if (left != null) {
            catchUps.cancel(left);
        }
    }
}
