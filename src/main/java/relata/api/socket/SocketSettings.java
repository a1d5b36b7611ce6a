package relata.api.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of GraphQL over WebSocket and SSE, under `relata.sockets`. */
@ConfigMapping(prefix = "relata.sockets")
public interface SocketSettings {
    /** How long a socket may wait before it sends `connection_init`. */
    @WithDefault("3S")
    Duration initTimeout();

    /** Operations that one socket may have at a time. */
    @WithDefault("50")
    int operations();

    /**
     * How often a quiet connection is written to; a client that gave no sign of life since the last time is cut off.
     */
    @WithDefault("12S")
    Duration keepAlive();
}
