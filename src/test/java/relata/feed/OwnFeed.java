package relata.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import relata.Await;
import relata.api.ApiException;
import relata.database.SpareDatabase;
import relata.feed.binlog.Binlog;
import relata.feed.subscription.CatchUpPool;
import relata.feed.subscription.ChangePublisher;
import relata.feed.subscription.ChangeReader;
import relata.feed.subscription.ChangeRequest;

/** The change feed of a database without an application: it reports what happened to records, but reads none. */
public final class OwnFeed implements AutoCloseable {
    final Feed feed;
    final Binlog binlog;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final FeedReader reader;
    private final ChangePublisher changes;

    OwnFeed(SpareDatabase database) {
        this(database.url(), database.user(), database.password(), 10_000);
    }

    public OwnFeed(String url, String user, String password, int buffer) {
        this(url, user, password, new Settings(buffer, Duration.ofSeconds(60)));
    }

    /** One whose subscribers wait no longer than that for a database that is away. */
    OwnFeed(SpareDatabase database, Duration patience) {
        this(database.url(), database.user(), database.password(), new Settings(10_000, patience));
    }

    private OwnFeed(String url, String user, String password, Settings settings) {
        binlog = new Binlog(url, Optional.of(user), Optional.of(password), Alone.TABLES);
        feed = new Feed(settings);
        reader = new FeedReader(feed, binlog, settings, meters);
        changes = new ChangePublisher(
                feed,
                new CatchUpPool(binlog, feed, settings),
                new FeedThreads(settings),
                new ChangeReader(new Alone(), null, null, Alone.SETTINGS));
        reader.start(new StartupEvent());
    }

    public OwnFeed awaitOpen() {
        Await.equal("", this::whyNot);
        return this;
    }

    /** How often records may have changed in a way that cannot be shown. */
    public double gaps() {
        return meters.counter("relata.changes.gaps").count();
    }

    /** How often the database was lost. */
    double disconnections() {
        return meters.counter("relata.changes.disconnections").count();
    }

    /** Why there is no feed. */
    public String whyNot() {
        try {
            feed.epoch();
            return "";
        } catch (ApiException e) {
            return e.getMessage();
        }
    }

    /** Where it is now. */
    public String cursor() {
        return FeedCursor.at(feed.recent().end()).write(feed.epoch());
    }

    /** A place of which all before it is visible to what the connection reads next. */
    public String visible(Connection connection) throws SQLException {
        return FeedCursor.at(binlog.visible(connection)).write(feed.epoch());
    }

    /** Whether it has all changes since a cursor in memory. */
    boolean remembers(String cursor) {
        var from = FeedCursor.read(feed.epoch(), cursor).orElseThrow();
        return feed.recent().reachBackTo(from.position());
    }

    /** Somebody who is told what comes after a cursor. */
    public TestSubscriber from(String cursor) {
        var from = FeedCursor.read(feed.epoch(), cursor).orElseThrow();
        var request = new ChangeRequest(feed.epoch(), from, change -> true, java.util.Map.of(), null, false);
        var subscriber = new TestSubscriber();
        changes.publisher(request).subscribe(subscriber);
        return subscriber;
    }

    @Override
    public void close() throws InterruptedException {
        reader.stop(new ShutdownEvent());
    }

    private record Settings(int buffer, Duration patience) implements ChangesSettings {
        @Override
        public int workers() {
            return 2;
        }

        @Override
        public int catchUps() {
            return 1;
        }

        @Override
        public Duration catchUpTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration retry() {
            return Duration.ofMillis(100);
        }
    }
}
