package relata.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of GraphQL over HTTP, under `relata.http`. */
@ConfigMapping(prefix = "relata.http")
public interface HttpSettings {
    /** The largest body of a request: a larger one is answered 413. */
    @WithDefault("1M")
    MemorySize bodyLimit();

    /** How long a body may take to come, all in all: a slower one is answered 408. */
    @WithDefault("20S")
    Duration readTimeout();

    /** How deep objects and lists may be nested in a request's JSON. */
    @WithDefault("100")
    int jsonNesting();

    /** Answers of at least this size are sent with gzip to those who accept it. */
    @WithDefault("4K")
    MemorySize gzipFrom();

    /** Whether a request can have its SQL statements explained in the answer. */
    @WithDefault("false")
    boolean explain();
}
