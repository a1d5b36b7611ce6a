package relata.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the change feed, under `relata.changes`. */
@ConfigMapping(prefix = "relata.changes")
public interface ChangesSettings {
    /** Changes kept in memory for all subscribers. One that falls further behind is disconnected, and can resume. */
    @WithDefault("10000")
    int buffer();

    /** Threads that read records and send changes to subscribers. Heavy subscriptions get half as many in addition. */
    @WithDefault("4")
    int workers();

    /** How many subscribers may catch up from the binlog at the same time; the others queue. */
    @WithDefault("4")
    int catchUps();

    /** How long a catch-up may wait for its subscriber, in total, before the subscriber is disconnected. */
    @WithDefault("10s")
    Duration catchUpTimeout();

    /** Delay before the next attempt if the database is unreachable or not configured for the feed. */
    @WithDefault("1s")
    Duration retry();

    /** How long streams stay open while the database is unreachable. After that they end; subscribers can resume. */
    @WithDefault("10s")
    Duration patience();
}
