package relata.feed.subscription;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import relata.feed.ChangesSettings;
import relata.feed.Feed;
import relata.feed.FeedThreads;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.event.Position;

/** Reads older changes for subscribers that resume, a few at a time; the others queue. */
@Singleton
public class CatchUpPool {
    private final Binlog binlog;
    private final Feed feed;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    public CatchUpPool(Binlog binlog, Feed feed, ChangesSettings settings) {
        this.binlog = binlog;
        this.feed = feed;
        this.timeout = settings.catchUpTimeout();
        this.threads = FeedThreads.pool("older changes", settings.catchUps());
    }

    CatchUp start(Position from, Runnable wake) {
        var catchUp = new CatchUp(binlog, feed.recent(), timeout, from, wake);
        threads.execute(catchUp);
        return catchUp;
    }

    void cancel(CatchUp catchUp) {
        catchUp.close();
        threads.remove(catchUp);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
