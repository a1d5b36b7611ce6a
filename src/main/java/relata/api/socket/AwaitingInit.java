package relata.api.socket;

import java.util.Map;
import java.util.function.Consumer;

/** A socket whose client has not sent `connection_init` yet. */
record AwaitingInit(Consumer<Map<String, Object>> initialise) implements SocketState {
    @Override
    public void receive(SocketMessage message) {
        switch (message.type()) {
            case "connection_init" -> initialise.accept(message.payload());
            case "subscribe" -> throw SocketClosure.unauthorized();
            default -> throw message.unexpected();
        }
    }
}
