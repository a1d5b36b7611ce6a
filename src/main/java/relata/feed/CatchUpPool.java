package relata.feed;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import relata.query.Tables;

/** Reads older changes for subscribers who resume: for a few at a time, while others queue. */
@ApplicationScoped
class CatchUpPool {
    private final Connector connector;
    private final Tables tables;
    private final Feed feed;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    CatchUpPool(Connector connector, Tables tables, Feed feed, ChangesSettings settings) {
        this.connector = connector;
        this.tables = tables;
        this.feed = feed;
        this.timeout = settings.catchUpTimeout();
        this.threads = FeedThreads.pool("older changes", settings.catchUps());
    }

    CatchUp start(Position from, Runnable wake) {
        var catchUp = new CatchUp(connector, tables, feed.recent(), timeout, from, wake);
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
