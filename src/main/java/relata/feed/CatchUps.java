package relata.feed;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import relata.query.Tables;

/** Reads older changes for subscribers who come back: for some at a time, while others wait for their turn. */
@ApplicationScoped
class CatchUps {
    private final Address address;
    private final Tables tables;
    private final Feed feed;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    CatchUps(Address address, Tables tables, Feed feed, ChangesSettings settings) {
        this.address = address;
        this.tables = tables;
        this.feed = feed;
        this.timeout = settings.catchUpTimeout();
        this.threads = FeedThreads.pool("older changes", settings.catchUps());
    }

    Backlog begin(Position from, Runnable wake) {
        var backlog = new Backlog(this, from, wake);
        threads.execute(backlog);
        return backlog;
    }

    /** One that waits for its turn has it no more. */
    void forget(Backlog backlog) {
        threads.remove(backlog);
    }

    Address address() {
        return address;
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
