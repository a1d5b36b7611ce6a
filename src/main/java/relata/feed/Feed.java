package relata.feed;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;

/** The recent transactions that changed records, in commit order, and the streams that wait for more. */
@Singleton
public class Feed {
    private final RecentTransactions recent;
    private final Set<FeedListener> streams = ConcurrentHashMap.newKeySet();
    private String unavailable = "The configuration of the database has not been checked yet";
    private String epoch = "";
    private boolean isFollowed;

    Feed(ChangesSettings settings) {
        recent = new RecentTransactions(settings.buffer());
    }

    /** Opens the feed at a binlog position, unless it is already open in that epoch. */
    void open(String epoch, Position at) {
        if (!isOpen(epoch)) {
            // no stream can join between closing and reopening
            close("The change feed is restarting");
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

    /** Closes the feed and ends its streams. The reason is a sentence without its full stop. */
    void close(String reason) {
        synchronized (this) {
            unavailable = reason;
        }
        endStreams(reason);
    }

    /** Ends the streams but keeps the feed open: subscribers that resume miss nothing. */
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

    /** @throws ApiException UNAVAILABLE if there is no feed */
    public synchronized String epoch() {
        if (unavailable != null) {
            throw unavailable("The change feed is unavailable. " + unavailable + ".");
        }
        return epoch;
    }

    /** Sets whether the binlog is being followed. If not, streams wait for a while, and its current end is unknown. */
    synchronized void follow(boolean now) {
        isFollowed = now;
    }

    /** The epoch, if the feed is open; on request, only while it is also being followed. */
    synchronized Optional<String> openEpoch(boolean followed) {
        return unavailable == null && (isFollowed || !followed) ? Optional.of(epoch) : Optional.empty();
    }

    public RecentTransactions recent() {
        return recent;
    }

    /** @throws ApiException UNAVAILABLE if the feed is no longer in that epoch */
    public void join(FeedListener stream, String epoch) {
        streams.add(stream);
        if (!isOpen(epoch)) {
            streams.remove(stream);
            throw unavailable("The change feed is restarting: resume after the last cursor");
        }
    }

    public void leave(FeedListener stream) {
        streams.remove(stream);
    }

    /** The number of streams. */
    int streams() {
        return streams.size();
    }

    public static ApiException unavailable(String message) {
        return new ApiException(new Problem(ErrorCode.UNAVAILABLE, message, Map.of()));
    }
}
