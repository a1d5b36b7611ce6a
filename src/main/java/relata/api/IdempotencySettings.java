package relata.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of mutations with idempotency keys, under `relata.idempotency`. */
@ConfigMapping(prefix = "relata.idempotency")
public interface IdempotencySettings {
    /** How long the answer is kept, and with it the promise that the same request does not happen again. */
    @WithDefault("24H")
    Duration keep();

    /** The largest answer of a mutation with a key: beyond it nothing is changed. */
    @WithDefault("1M")
    MemorySize answer();
}
