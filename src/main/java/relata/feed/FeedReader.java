package relata.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.BinlogReader;
import relata.feed.binlog.event.BinlogListener;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.Transaction;

/** Follows the binlog for the feed: one thread and one connection, however many subscribers there are. */
@Singleton
class FeedReader implements BinlogListener {
    private static final Logger LOG = Logger.getLogger(FeedReader.class);

    /** How often it reconnects, to check settings, history and position again. */
    private static final long RECHECK_NANOS = Duration.ofMinutes(10).toNanos();

    private static final long STOP_MILLIS = 5_000;

    private final Feed feed;
    private final Binlog binlog;
    private final Duration retry;
    private final Outages outages;
    private final Counter gaps;
    private final Thread thread = new Thread(this::run, "change feed");
    private volatile boolean stopped;
    private volatile BinlogReader reader;
    private String epoch;
    private Position from;
    private long connected;

    FeedReader(Feed feed, Binlog binlog, ChangesSettings settings, MeterRegistry meters) {
        this.feed = feed;
        this.binlog = binlog;
        this.retry = settings.retry();
        this.outages = new Outages(feed, settings, meters);
        this.gaps = meters.counter("relata.changes.gaps");
    }

    void start(@Observes StartupEvent start) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped = true;
        feed.close("The server is shutting down");
        thread.interrupt();
        if (reader != null) {
            reader.close();
        }
        thread.join(STOP_MILLIS);
    }

    private void run() {
        while (!stopped) {
            try {
                binlog.read(this::open);
                // closed on purpose: reconnect at once
                continue;
            } catch (Throwable e) {
                feed.follow(false);
                // errors too: otherwise the thread would end while the feed seems open
                if (!stopped) {
                    outages.note(e);
                }
            }
            pause();
        }
    }

    private BinlogReader open(Binlog.Source source) throws SQLException {
        epoch = source.epoch(feed.recent().end());
        from = feed.isOpen(epoch) ? feed.recent().end() : source.start();
        reader = source.reader(from, this);
        connected = System.nanoTime();
        if (stopped) {
            reader.close();
        }
        return reader;
    }

    @Override
    public void started() {
        if (!feed.isOpen(epoch)) {
            LOG.infof("The change feed starts at %s", from);
        }
        outages.end();
        feed.open(epoch, from);
        feed.follow(true);
    }

    @Override
    public void committed(Transaction transaction) {
        feed.add(transaction);
        if (System.nanoTime() - connected > RECHECK_NANOS) {
            reader.close();
        }
    }

    @Override
    public void gap(String why, Position before) {
        gaps.increment();
        LOG.errorf("Records may have changed in a way that cannot be shown to subscribers, after %s: %s", before, why);
        // the feed reopens after the gap, so that no stream continues across it
        feed.close("Records may have changed in a way that cannot be shown");
        reader.close();
    }

    private void pause() {
        try {
            Thread.sleep(retry.toMillis());
        } catch (InterruptedException e) {
            // shutting down
        }
    }
}
