package relata.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of GraphQL over HTTP, under `relata.http`. */
@ConfigMapping(prefix = "relata.http")
public interface HttpSettings {
    /** The largest request body; a larger one gets status 413. */
    @WithDefault("1M")
    MemorySize bodyLimit();

    /** How long a request body may take to arrive, in total; a slower one gets status 408. */
    @WithDefault("20S")
    Duration readTimeout();

    /** How deeply objects and lists may be nested in the JSON of a request. */
    @WithDefault("100")
    int jsonNesting();

    /** Responses of at least this size are compressed with gzip, if the client accepts it. */
    @WithDefault("4K")
    MemorySize gzipFrom();

    /** Whether a request can ask for its SQL statements in the response. */
    @WithDefault("false")
    boolean explain();
}
