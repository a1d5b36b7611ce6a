package relata.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a subscriber is: in the transactions of the feed, or in older ones until it has caught up with them. It is used
 * by one thread at a time, but for {@link #close}.
 */
final class Bookmark implements AutoCloseable {
    private final Changes changes;
    private final RecentTransactions recent;
    private final Changes.Question question;
    private final Runnable wake;
    private volatile Backlog backlog;
    private volatile boolean closed;
    private FeedCursor cursor;
    private long number = RecentTransactions.NOWHERE;

    /** @param wake run when there may be more to take */
    Bookmark(Changes changes, Changes.Question question, Runnable wake) {
        this.changes = changes;
        this.recent = changes.feed().recent();
        this.question = question;
        this.wake = wake;
        this.cursor = question.from();
    }

    /** The next changes that are asked for, so many at most, and none where there is none now. */
    List<Told> take(int most) {
        var batch = new ArrayList<Told>();
        Transaction transaction = transaction();
        while (transaction != null && batch.size() < most) {
            int told = cursor.toldOf(transaction);
            int size = transaction.changes().size();
            while (told < size && batch.size() < most) {
                Change change = transaction.changes().get(told++);
                if (question.filter().test(change)) {
                    batch.add(new Told(change, transaction.gtid(), cursor.behind(transaction, told)));
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
        if (backlog != null) {
            boolean isComplete = backlog.isComplete();
            Transaction older = backlog.peek();
            if (older != null || !isComplete) {
                return older;
            }
            cursor = FeedCursor.at(cursor.position().and(backlog.end()));
            backlog = null;
        }
        if (number == RecentTransactions.NOWHERE) {
            number = recent.locate(cursor.position());
        }
        if (number != RecentTransactions.NOWHERE) {
            return recent.get(number);
        }
        backlog = changes.older(cursor.position(), wake);
        if (closed) {
            backlog.close();
        }
        return null;
    }

    private void advance() {
        if (backlog != null) {
            backlog.remove();
        } else {
            number++;
        }
    }

    /** @throws relata.api.ApiException LIMIT_EXCEEDED where the feed does not have the next transaction any more */
    void checkPace() {
        if (number != RecentTransactions.NOWHERE && backlog == null) {
            recent.checkPace(number);
        }
    }

    /** Lets go of what is being read. */
    @Override
    public void close() {
        closed = true;
        Backlog left = backlog;
        if (left != null) {
            left.close();
        }
    }
}
