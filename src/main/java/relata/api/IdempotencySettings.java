package relata.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of mutations with idempotency keys, under `relata.idempotency`. */
@ConfigMapping(prefix = "relata.idempotency")
public interface IdempotencySettings {
    /** How long an answer is kept. Until then, the same request does not happen again. */
    @WithDefault("24H")
    Duration keep();

    /** The largest answer of a mutation with a key; if it is larger, nothing is changed. */
    @WithDefault("1M")
    MemorySize answer();
}
