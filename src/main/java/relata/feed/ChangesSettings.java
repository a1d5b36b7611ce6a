package relata.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the change feed, under `relata.changes`. */
@ConfigMapping(prefix = "relata.changes")
public interface ChangesSettings {
    /** Changes kept in memory for all subscribers: a subscriber further behind is disconnected, and can resume. */
    @WithDefault("10000")
    int buffer();

    /** Threads that read records and send changes to subscribers; half as many more for heavy subscriptions. */
    @WithDefault("4")
    int workers();

    /** Subscribers for whom older changes are read from the binlog at the same time; others queue. */
    @WithDefault("4")
    int catchUps();

    /** How long a subscriber may keep older changes waiting, in total, before it is disconnected. */
    @WithDefault("10s")
    Duration catchUpTimeout();

    /** How long to wait before the next attempt if the database is away, or not set up for the feed. */
    @WithDefault("1s")
    Duration retry();

    /** How long subscribers wait while the database is away, before their streams end; they can resume. */
    @WithDefault("10s")
    Duration patience();
}
