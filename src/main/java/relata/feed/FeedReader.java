package relata.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import relata.query.Tables;

/** Follows the binlog for the feed: one thread and one connection, however many subscribers there are. */
@ApplicationScoped
class FeedReader implements BinlogListener {
    private static final Logger LOG = Logger.getLogger(FeedReader.class);

    /** How often the connection is made anew, so that settings, history and position are looked at again. */
    private static final long RECHECK_NANOS = Duration.ofMinutes(10).toNanos();

    private static final long STOP_MILLIS = 5_000;

    private final Feed feed;
    private final Binlog binlog;
    private final Connector connector;
    private final Tables tables;
    private final Duration retry;
    private final Outages outages;
    private final Counter gaps;
    private final Thread thread = new Thread(this::run, "change feed");
    private volatile boolean stopped;
    private volatile BinlogReader reader;
    private String epoch;
    private Position from;
    private long connected;

    FeedReader(
            Feed feed,
            Binlog binlog,
            Connector connector,
            Tables tables,
            ChangesSettings settings,
            MeterRegistry meters) {
        this.gaps = meters.counter("relata.changes.gaps");
        this.outages = new Outages(feed, settings, meters);
        this.feed = feed;
        this.binlog = binlog;
        this.connector = connector;
        this.tables = tables;
        this.retry = settings.retry();
    }

    void start(@Observes StartupEvent start) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped = true;
        feed.close("The server stops");
        thread.interrupt();
        if (reader != null) {
            reader.close();
        }
        thread.join(STOP_MILLIS);
    }

    private void run() {
        while (!stopped) {
            try {
                follow();
                // closed for a reason: it goes on at once
                continue;
            } catch (Throwable e) {
                // also an error: the thread would end, and the feed would seem open
                if (!stopped) {
                    outages.note(e);
                }
            }
            pause();
        }
    }

    private void follow() throws SQLException, IOException {
        try (var connection = connector.connect()) {
            binlog.check(connection);
            epoch = binlog.epoch(connection, feed.recent().end());
            from = feed.isOpen(epoch) ? feed.recent().end() : binlog.end(connection);
            reader = new BinlogReader(connector, connection, from, tables, this);
        }
        connected = System.nanoTime();
        if (!stopped) {
            reader.run();
        }
    }

    @Override
    public void started() {
        if (!feed.isOpen(epoch)) {
            LOG.infof("The change feed begins at %s", from);
        }
        outages.end();
        feed.open(epoch, from);
    }

    @Override
    public void committed(Transaction transaction) {
        feed.add(transaction);
        if (System.nanoTime() - connected > RECHECK_NANOS) {
            reader.close();
        }
    }

    @Override
    public void lost(String why, Position after) {
        gaps.increment();
        LOG.errorf("Records may have changed in a way that subscribers cannot be told, up to %s: %s", after, why);
        feed.skip("Records may have changed in a way that cannot be told", after);
        reader.close();
    }

    private void pause() {
        try {
            Thread.sleep(retry.toMillis());
        } catch (InterruptedException e) {
            // told to stop
        }
    }
}
