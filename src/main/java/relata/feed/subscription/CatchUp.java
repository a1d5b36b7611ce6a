package relata.feed.subscription;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import relata.api.ApiException;
import relata.api.Argument;
import relata.feed.Feed;
import relata.feed.RecentTransactions;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.BinlogReader;
import relata.feed.binlog.BinlogUnavailableException;
import relata.feed.binlog.PositionRefusedException;
import relata.feed.binlog.event.BinlogListener;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;

/** Older transactions for one subscriber, read from the binlog up to those that the feed has in memory. */
public final class CatchUp implements BinlogListener, Runnable {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int MOST_CHANGES = 1_000;

    private final Binlog binlog;
    private final RecentTransactions recent;
    private final Duration timeout;
    private Position from;
    private final Runnable wake;
    private final Deque<Transaction> waiting = new ArrayDeque<>();
    private BinlogReader reader;
    private int held;
    private Position end;
    private ApiException failure;
    /** How many nanoseconds it may still wait for its subscriber, in total, since others queue meanwhile. */
    private long patience;

    private boolean closed;

    CatchUp(Binlog binlog, RecentTransactions recent, Duration timeout, Position from, Runnable wake) {
        this.binlog = binlog;
        this.recent = recent;
        this.timeout = timeout;
        this.from = from;
        this.wake = wake;
        this.patience = timeout.toNanos();
    }

    @Override
    public void run() {
        try {
            if (!isClosed()) {
                binlog.read(this::open);
            }
        } catch (PositionRefusedException e) {
            fail(gone());
        } catch (IOException | SQLException | BinlogUnavailableException e) {
            fail(Feed.unavailable("The database cannot be reached: resume after the last cursor"));
        } catch (Throwable e) {
            LOG.error("Older changes could not be read", e);
            fail(Feed.unavailable("Older changes cannot currently be read: resume after the last cursor"));
        }
    }

    private BinlogReader open(Binlog.Source source) throws SQLException {
        // where the previous server left off, if that one failed
        reader = source.reader(from, this);
        return reader;
    }

    @Override
    public synchronized void committed(Transaction transaction) {
        if (!transaction.changes().isEmpty()) {
            awaitRoom();
            waiting.add(transaction);
            held += transaction.changes().size();
        }
        if (recent.reachBackTo(transaction.after())) {
            end = transaction.after();
        }
        from = transaction.after();
        if (closed || end != null) {
            reader.close();
        }
        wake.run();
    }

    private void awaitRoom() {
        long until = System.nanoTime() + patience;
        try {
            while (held >= MOST_CHANGES && !closed) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    fail(ApiException.limitExceeded(
                            "relata.changes.catch-up-timeout",
                            timeout.toSeconds() + " s",
                            "The client does not read older changes fast enough: resume after the last cursor"));
                    return;
                }
                wait(left);
            }
            patience = until - System.nanoTime();
        } catch (InterruptedException e) {
            close();
        }
    }

    @Override
    public void gap(String why, Position before) {
        fail(gone());
        reader.close();
    }

    private static ApiException gone() {
        return ApiException.badUserInput(
                Argument.of("after"),
                "after: some of the changes since that cursor are no longer available. Read the data again, and"
                        + " continue from changesCursor");
    }

    private void fail(ApiException why) {
        synchronized (this) {
            if (closed || end != null) {
                return;
            }
            failure = why;
            closed = true;
        }
        wake.run();
    }

    /** The next transaction, or null if none has been read yet. */
    synchronized Transaction peek() {
        if (waiting.isEmpty() && failure != null) {
            throw failure;
        }
        return waiting.peek();
    }

    synchronized void remove() {
        held -= waiting.remove().changes().size();
        notifyAll();
    }

    /** Where it ends and the feed takes over; null until everything before has been read. */
    synchronized Position end() {
        return end;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Cancels it; the reader notices at the next transaction. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
