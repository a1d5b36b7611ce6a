package relata.feed;

import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import relata.api.ApiException;
import relata.api.Argument;
import relata.query.Tables;

/** Older transactions for one subscriber, read from the binlog up to where the feed has them; some at a time. */
final class CatchUp implements BinlogListener, Runnable, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int MOST_CHANGES = 1_000;

    private final Connector connector;
    private final Tables tables;
    private final RecentTransactions recent;
    private final Duration timeout;
    private final Position from;
    private final Runnable wake;
    private final Deque<Transaction> waiting = new ArrayDeque<>();
    private BinlogReader reader;
    private int held;
    private Position end;
    private ApiException failure;
    /** How long it may still wait for its subscriber, all in all: others wait for their turn meanwhile. In ns. */
    private long patience;

    private boolean closed;

    CatchUp(
            Connector connector,
            Tables tables,
            RecentTransactions recent,
            Duration timeout,
            Position from,
            Runnable wake) {
        this.connector = connector;
        this.tables = tables;
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
                read();
            }
        } catch (ServerException e) {
            boolean refused = e.getErrorCode() == Outages.REFUSED_POSITION;
            fail(
                    refused
                            ? gone()
                            : Feed.unavailable("The database refuses older changes now: resume after the last cursor"));
        } catch (IOException | SQLException e) {
            fail(Feed.unavailable("The database cannot be reached now: resume after the last cursor"));
        } catch (Throwable e) {
            LOG.error("Older changes could not be read", e);
            fail(Feed.unavailable("Older changes cannot be read now: resume after the last cursor"));
        }
    }

    private void read() throws SQLException, IOException {
        try (var connection = connector.connect()) {
            reader = new BinlogReader(connector, connection, from, tables, this);
        }
        reader.run();
    }

    @Override
    public void started() {
        // nothing to prepare
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
                            "The older changes are not taken fast enough: resume after the last cursor"));
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
    public void lost(String why, Position after) {
        fail(gone());
        reader.close();
    }

    private static ApiException gone() {
        return ApiException.badUserInput(
                Argument.of("after"),
                "after: not all changes since that cursor can be told any more. Read afresh, and go on from changesCursor");
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

    /** The next transaction, or null where none is read yet. */
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

    /** Whether all has been read that the feed does not have. */
    synchronized boolean isComplete() {
        return end != null;
    }

    /** The place behind all of it. */
    synchronized Position end() {
        return end;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Gives up; the reader notices with the next transaction. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
