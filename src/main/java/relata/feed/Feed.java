package relata.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/** The recent transactions that changed records, in their order, and the streams that are told of them. */
@ApplicationScoped
class Feed {
    private final RecentTransactions recent;
    private final Set<FeedListener> streams = ConcurrentHashMap.newKeySet();
    private String unavailable = "It is not known yet how the database is set up";
    private String epoch = "";

    Feed(ChangesSettings settings) {
        recent = new RecentTransactions(settings.buffer());
    }

    /** Begins at a place in the binlog, where it is not open in that epoch already. */
    void open(String epoch, Position at) {
        if (!isOpen(epoch)) {
            // nobody joins in between
            close("The change feed begins anew");
            synchronized (this) {
                this.epoch = epoch;
                unavailable = null;
                recent.beginAt(at);
            }
        }
    }

    synchronized boolean isOpen(String epoch) {
        return unavailable == null && this.epoch.equals(epoch);
    }

    synchronized boolean isOpen() {
        return unavailable == null;
    }

    /** Says why there is none, in a sentence without its full stop, and ends what there was of it. */
    void close(String reason) {
        synchronized (this) {
            unavailable = reason;
        }
        endStreams(reason);
    }

    /** Passes over a transaction that cannot be told: nobody goes on from before it. */
    void skip(String why, Position after) {
        recent.beginAt(after);
        endStreams(why);
    }

    /** Ends the streams, but not the feed: who resumes misses nothing. */
    void endStreams(String why) {
        var ended = List.copyOf(streams);
        ended.forEach(stream -> stream.fail(unavailable(why + ": resume after the last cursor")));
    }

    void add(Transaction transaction) {
        recent.add(transaction);
        if (!transaction.changes().isEmpty()) {
            streams.forEach(FeedListener::wake);
        }
    }

    /** @throws ApiException UNAVAILABLE where there is no feed */
    synchronized String epoch() {
        if (unavailable != null) {
            throw unavailable("There is no change feed. " + unavailable + ".");
        }
        return epoch;
    }

    /** What it has. */
    RecentTransactions recent() {
        return recent;
    }

    /** @throws ApiException UNAVAILABLE where the feed is another by now */
    void join(FeedListener stream, String epoch) {
        streams.add(stream);
        if (!isOpen(epoch)) {
            streams.remove(stream);
            throw unavailable("The change feed begins anew: resume after the last cursor");
        }
    }

    void leave(FeedListener stream) {
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
