package relata.api.socket;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import relata.api.message.Json;

/** Sends messages over a socket as fast as its client reads them. Use it on the event loop of the connection only. */
final class Outbox {
    private final ServerWebSocket webSocket;
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    Outbox(ServerWebSocket webSocket) {
        this.webSocket = webSocket;
        webSocket.drainHandler(unused -> drained());
    }

    void send(Map<String, Object> message) {
        send(Json.text(message));
    }

    void send(String message) {
        if (webSocket.isClosed()) {
            return;
        }
        webSocket.writeTextMessage(message);
        if (isFull()) {
            // backpressure: a client that does not read results cannot ask for more
            webSocket.pause();
        }
    }

    boolean isFull() {
        // must not be asked of a closed socket
        return !webSocket.isClosed() && webSocket.writeQueueFull();
    }

    /** Runs something once the client can take more: at once, or after it has read some of what was sent. */
    void whenReady(Runnable next) {
        if (isFull()) {
            waiting.add(next);
        } else {
            next.run();
        }
    }

    private void drained() {
        webSocket.resume();
        while (!waiting.isEmpty() && !isFull()) {
            waiting.remove().run();
        }
    }
}
