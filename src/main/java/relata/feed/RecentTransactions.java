package relata.feed;

import java.util.concurrent.ConcurrentSkipListMap;
import relata.api.ApiException;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;

/** The last transactions that changed records, numbered in their order, as many as there is room for. */
public final class RecentTransactions {
    public static final long NOWHERE = -1;

    private final int room;
    private final ConcurrentSkipListMap<Long, Transaction> transactions = new ConcurrentSkipListMap<>();
    private Position start = Position.parse("");
    private Position end = start;
    private long next;
    private int held;

    /** @param room how many changes are kept; if the last transaction has more, it is kept alone */
    public RecentTransactions(int room) {
        this.room = room;
    }

    /** Forgets all, and goes on at a position in the binlog. */
    public synchronized void beginAt(Position at) {
        transactions.clear();
        held = 0;
        start = at;
        end = at;
    }

    /** Adds the next one, but keeps none that changed no record. */
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

    /** The position after the last one. */
    public synchronized Position end() {
        return end;
    }

    /** Whether all that comes after a position is here. */
    public synchronized boolean reachBackTo(Position position) {
        return start.isWithin(position);
    }

    /** The number of the first transaction that may come after a position, or NOWHERE if that is gone. */
    public synchronized long locate(Position position) {
        return reachBackTo(position) ? first() : NOWHERE;
    }

    private synchronized long first() {
        return transactions.isEmpty() ? next : transactions.firstKey();
    }

    /** The transaction of a number, or null if it is still to come, or gone. */
    public Transaction get(long number) {
        return transactions.get(number);
    }

    /**
     * The number to go on with: the same, or a later one if what is gone since came before a position.
     *
     * @throws ApiException LIMIT_EXCEEDED if the transaction of the number is gone, and came after the position
     */
    public synchronized long keepPace(long number, Position position) {
        if (number >= first()) {
            return number;
        }
        if (!reachBackTo(position)) {
            throw ApiException.limitExceeded(
                    "relata.changes.buffer",
                    room,
                    "The changes are not taken fast enough: resume after the last cursor");
        }
        return first();
    }
}
