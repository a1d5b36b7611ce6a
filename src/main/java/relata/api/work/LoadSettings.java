package relata.api.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is done at the same time, under `relata.load`. */
@ConfigMapping(prefix = "relata.load")
public interface LoadSettings {
    /** Operations that run at a time, each with a thread and a connection to the database. */
    @WithDefault("16")
    int running();

    /** Operations that wait for their turn, light and heavy ones each: what is beyond is refused. */
    @WithDefault("256")
    int waiting();

    /** The largest cost of an operation that counts as light, if it has no filters and orders. */
    @WithDefault("100")
    int light();
}
