package relata.api.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of GraphQL over WebSocket and SSE, under `relata.sockets`. */
@ConfigMapping(prefix = "relata.sockets")
public interface SocketSettings {
    /** How long a client may take to send `connection_init`. */
    @WithDefault("3S")
    Duration initTimeout();

    /** Operations that a socket may run at a time. */
    @WithDefault("50")
    int operations();

    /** The interval of keep-alives; a client that has shown no sign of life since the last one is disconnected. */
    @WithDefault("12S")
    Duration keepAlive();
}
