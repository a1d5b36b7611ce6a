package relata.api.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is done at the same time, under `relata.load`. */
@ConfigMapping(prefix = "relata.load")
public interface LoadSettings {
    /** Operations that run at a time, each with a thread and a database connection. */
    @WithDefault("16")
    int running();

    /** Operations that may wait in each of the two queues, light and heavy; more are refused. */
    @WithDefault("256")
    int waiting();

    /** The highest cost of a light operation; one with a filter or an order is always heavy. */
    @WithDefault("100")
    int light();
}
