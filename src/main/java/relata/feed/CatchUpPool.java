package relata.feed;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import relata.query.Tables;

/** Reads older changes for subscribers who come back: for some at a time, while others wait for their turn. */
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

    CatchUp begin(Position from, Runnable wake) {
        var catchUp = new CatchUp(this, from, wake);
        threads.execute(catchUp);
        return catchUp;
    }

    /** One that waits for its turn has it no more. */
    void forget(CatchUp catchUp) {
        threads.remove(catchUp);
    }

    Connector connector() {
        return connector;
    }

    Tables tables() {
        return tables;
    }

    Feed feed() {
        return feed;
    }

    Duration timeout() {
        return timeout;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
