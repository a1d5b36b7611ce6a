package relata.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/** The recent transactions that changed records, in their order, and the streams that are told of them. */
@ApplicationScoped
class Feed {
    static final long NOWHERE = -1;

    private final int buffer;
    private final ConcurrentSkipListMap<Long, Transaction> recent = new ConcurrentSkipListMap<>();
    private final Set<ChangeStream> streams = ConcurrentHashMap.newKeySet();
    private String unavailable = "It is not known yet how the database is set up";
    private String epoch = "";
    private Position start = Position.parse("");
    private Position end = start;
    private long next;
    private int held;

    Feed(ChangesSettings settings) {
        buffer = settings.buffer();
    }

    /** Begins at a place in the binlog, where it is not open in that epoch already. */
    void open(String epoch, Position at) {
        if (!isOpen(epoch)) {
            // nobody joins in between
            close("The change feed begins anew");
            synchronized (this) {
                this.epoch = epoch;
                unavailable = null;
                beginAt(at);
            }
        }
    }

    synchronized boolean isOpen(String epoch) {
        return unavailable == null && this.epoch.equals(epoch);
    }

    synchronized boolean isOpen() {
        return unavailable == null;
    }

    /** Says in a sentence why there is none, and ends what there was of it. */
    void close(String reason) {
        synchronized (this) {
            unavailable = reason;
        }
        endStreams(reason);
    }

    /** Passes over a transaction that cannot be told: nobody goes on from before it. */
    void skip(String why, Position after) {
        synchronized (this) {
            beginAt(after);
        }
        endStreams(why);
    }

    private void beginAt(Position at) {
        recent.clear();
        held = 0;
        start = at;
        end = at;
    }

    /** Ends the streams, but not the feed: who resumes misses nothing. */
    void endStreams(String why) {
        var ended = List.copyOf(streams);
        ended.forEach(stream -> stream.fail(unavailable(why + ": resume after the last cursor")));
    }

    void add(Transaction transaction) {
        synchronized (this) {
            end = transaction.after();
            if (transaction.changes().isEmpty()) {
                return;
            }
            recent.put(next++, transaction);
            held += transaction.changes().size();
            // the last one stays, however large
            while (held > buffer && recent.size() > 1) {
                Transaction oldest = recent.pollFirstEntry().getValue();
                held -= oldest.changes().size();
                start = oldest.after();
            }
        }
        streams.forEach(ChangeStream::wake);
    }

    /** @throws ApiException UNAVAILABLE where there is no feed */
    synchronized String epoch() {
        if (unavailable != null) {
            throw unavailable("There is no change feed. " + unavailable);
        }
        return epoch;
    }

    /** How far it was told. */
    synchronized Position end() {
        return end;
    }

    /** Whether all that comes after a place is here. */
    synchronized boolean reachesBackTo(Position position) {
        return start.isWithin(position);
    }

    /** The number of the first transaction that may come after a place, or NOWHERE if that is not here any more. */
    synchronized long locate(Position position) {
        return reachesBackTo(position) ? first() : NOWHERE;
    }

    private synchronized long first() {
        return recent.isEmpty() ? next : recent.firstKey();
    }

    /**
     * The transaction of a number, or null where it is to come.
     *
     * @throws ApiException LIMIT_EXCEEDED where it is not here any more
     */
    Transaction get(long number) {
        Transaction transaction = recent.get(number);
        if (transaction == null) {
            checkPace(number);
        }
        return transaction;
    }

    /** @throws ApiException LIMIT_EXCEEDED where the transaction of a number is not here any more */
    void checkPace(long number) {
        if (number < first()) {
            throw ApiException.limitExceeded(
                    "relata.changes.buffer",
                    buffer,
                    "The changes are not taken fast enough: resume after the last cursor");
        }
    }

    /** @throws ApiException UNAVAILABLE where the feed is another by now */
    void join(ChangeStream stream, String epoch) {
        streams.add(stream);
        if (!isOpen(epoch)) {
            streams.remove(stream);
            throw unavailable("The change feed begins anew: resume after the last cursor");
        }
    }

    void leave(ChangeStream stream) {
        streams.remove(stream);
    }

    /** How many streams there are. */
    int streams() {
        return streams.size();
    }

    static ApiException unavailable(String message) {
        return new ApiException(new Problem(ErrorCode.UNAVAILABLE, message, Map.of()));
    }
}
