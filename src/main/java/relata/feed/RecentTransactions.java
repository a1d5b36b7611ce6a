package relata.feed;

import java.util.concurrent.ConcurrentSkipListMap;
import relata.api.ApiException;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;

/** A bounded buffer of the last transactions that changed records, numbered in commit order. */
public final class RecentTransactions {
    public static final long NOWHERE = -1;

    private final int room;
    private final ConcurrentSkipListMap<Long, Transaction> transactions = new ConcurrentSkipListMap<>();
    private Position start = Position.parse("");
    private Position end = start;
    private long next;
    private int held;

    /** @param room how many changes are kept; a last transaction with more is kept alone */
    public RecentTransactions(int room) {
        this.room = room;
    }

    /** Clears the buffer and continues at a binlog position. */
    public synchronized void beginAt(Position at) {
        transactions.clear();
        held = 0;
        start = at;
        end = at;
    }

    /** Adds the next transaction, but does not keep one that changed no record. */
    public synchronized void add(Transaction transaction) {
        end = transaction.after();
        if (transaction.changes().isEmpty()) {
            return;
        }
        transactions.put(next++, transaction);
        held += transaction.changes().size();
        while (held > room && transactions.size() > 1) {
            Transaction oldest = transactions.pollFirstEntry().getValue();
            held -= oldest.changes().size();
            start = oldest.after();
        }
    }

    /** The position after the last transaction. */
    public synchronized Position end() {
        return end;
    }

    /** Whether everything after a position is still in the buffer. */
    public synchronized boolean reachBackTo(Position position) {
        return start.isWithin(position);
    }

    /** The number of the first transaction that may come after a position, or NOWHERE if it may have been evicted. */
    public synchronized long locate(Position position) {
        return reachBackTo(position) ? first() : NOWHERE;
    }

    private synchronized long first() {
        return transactions.isEmpty() ? next : transactions.firstKey();
    }

    /** The transaction with a number, or null if it is yet to come or has been evicted. */
    public Transaction get(long number) {
        return transactions.get(number);
    }

    /**
     * The number to continue with: the same, or a later one if all evicted transactions came before a position.
     *
     * @throws ApiException LIMIT_EXCEEDED if a transaction after the position has been evicted
     */
    public synchronized long keepPace(long number, Position position) {
        if (number >= first()) {
            return number;
        }
        if (!reachBackTo(position)) {
            throw ApiException.limitExceeded(
                    "relata.changes.buffer",
                    room,
                    "The client does not read changes fast enough: resume after the last cursor");
        }
        return first();
    }
}
