package relata.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of the change feed, under `relata.changes`. */
@ConfigMapping(prefix = "relata.changes")
interface ChangesSettings {
    /** Changes kept in memory for all subscribers: who falls further behind is cut off, and can resume. */
    @WithDefault("10000")
    int buffer();

    /** Threads that read records for subscribers and hand changes to them; half as many more for heavy subscriptions. */
    @WithDefault("4")
    int workers();

    /** Subscribers who are read older changes from the binlog at the same time; others wait for their turn. */
    @WithDefault("4")
    int catchUps();

    /** How long a subscriber who is read older changes may leave them lying, all in all. */
    @WithDefault("10s")
    Duration catchUpTimeout();

    /** How long to wait before the database is asked again where it was not there, or not set up for the feed. */
    @WithDefault("1s")
    Duration retry();

    /** How long subscribers wait for a database that is away, before their streams end; they can resume. */
    @WithDefault("10s")
    Duration patience();
}
