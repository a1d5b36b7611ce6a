package relata.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of GraphQL over HTTP, under `relata.http`. */
@ConfigMapping(prefix = "relata.http")
interface HttpSettings {
    /** The largest body of a request: a larger one is answered 413. */
    @WithDefault("1M")
    MemorySize bodyLimit();

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
