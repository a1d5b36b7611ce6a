package relata.feed;

import com.github.shyiko.mysql.binlog.network.ServerException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Follows the binlog for the feed: one thread and one connection, however many subscribers there are. */
@ApplicationScoped
class FeedReader implements BinlogListener {
    private static final Logger LOG = Logger.getLogger(FeedReader.class);

    /** How often the connection is made anew, so that settings, history and position are looked at again. */
    private static final long RECHECK_NANOS = Duration.ofMinutes(10).toNanos();

    private static final long STOP_MILLIS = 5_000;

    private static final int ACCESS_DENIED = 1227;
    static final int REFUSED_POSITION = 1236;

    private final Feed feed;
    private final Log log;
    private final Address address;
    private final Tables tables;
    private final Duration retry;
    private final Duration patience;
    private final Counter hazards;
    private final Counter losses;
    private final Thread thread = new Thread(this::run, "change feed");
    private volatile boolean stopped;
    private volatile BinlogReader reader;
    private String epoch;
    private Position from;
    private long connected;
    private String told = "";
    /** When the database was lost; null where it is there. */
    private Instant lostAt;

    FeedReader(Feed feed, Log log, Address address, Tables tables, ChangesSettings settings, MeterRegistry meters) {
        this.hazards = meters.counter("relata.changes.hazards");
        this.losses = meters.counter("relata.changes.disconnections");
        this.feed = feed;
        this.log = log;
        this.address = address;
        this.tables = tables;
        this.retry = settings.retry();
        this.patience = settings.patience();
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
            } catch (UnavailableException e) {
                unavailable(e.getMessage());
            } catch (ServerException e) {
                refused(e);
            } catch (IOException | SQLException e) {
                disconnected(e);
            } catch (RuntimeException e) {
                LOG.error("The change feed failed", e);
                feed.close("The change feed failed");
            }
            pause();
        }
    }

    private void follow() throws SQLException, IOException {
        try (var connection = address.connect()) {
            log.check(connection);
            epoch = log.epoch(connection, feed.end());
            from = feed.isOpen(epoch) ? feed.end() : log.end(connection);
            reader = new BinlogReader(address, connection, from, tables, this);
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
        told = "";
        lostAt = null;
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
        hazards.increment();
        LOG.errorf("Records may have changed in a way that subscribers cannot be told, up to %s: %s", after, why);
        feed.skip("Records may have changed in a way that cannot be told", after);
        reader.close();
    }

    private void refused(ServerException e) {
        switch (e.getErrorCode()) {
            case ACCESS_DENIED -> unavailable("The database user needs the privilege REPLICATION SLAVE");
            case REFUSED_POSITION -> {
                LOG.errorf("The binlog does not go on where the change feed was: %s", e.getMessage());
                feed.close("The database does not keep the changes since then");
            }
            default -> disconnected(e);
        }
    }

    private void unavailable(String reason) {
        if (!reason.equals(told)) {
            LOG.warnf("There is no change feed. %s", reason);
            told = reason;
        }
        feed.close(reason + ".");
    }

    /** The feed goes on from where it was, and so do streams, if that is soon. */
    private void disconnected(Exception e) {
        if (lostAt == null) {
            lostAt = Instant.now();
            losses.increment();
        }
        if (!stopped && !e.toString().equals(told)) {
            LOG.warnf("The change feed has lost the database, and tries again: %s", e);
            told = e.toString();
        }
        if (!feed.isOpen()) {
            feed.close("The database cannot be reached now.");
        } else if (lostAt.plus(patience).isBefore(Instant.now())) {
            feed.endStreams("The database cannot be reached now");
        }
    }

    private void pause() {
        try {
            Thread.sleep(retry.toMillis());
        } catch (InterruptedException e) {
            // told to stop
        }
    }
}
