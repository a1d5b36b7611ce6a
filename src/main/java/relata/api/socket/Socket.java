package relata.api.socket;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import relata.api.Caller;
import relata.api.message.RefusedException;
import relata.api.role.Authenticator;

/** One WebSocket with the protocol `graphql-transport-ws`. Runs entirely on the event loop of its connection. */
final class Socket {
    private static final Logger LOG = Logger.getLogger(Socket.class);

    private final ServerWebSocket webSocket;
    private final SocketOperations operations;
    private final Context context;
    private final Outbox outbox;
    private final Vertx vertx;
    private final String authorization;
    private final List<Long> timers;
    private final Runnable goodbye;
    private Runnable stopWaitingForExpiry = () -> {};
    private SocketState state = new AwaitingInit(this::initialise);
    private boolean isAlive = true;

    /** @param authorization the header of the request, or null */
    Socket(ServerWebSocket webSocket, String authorization, Vertx vertx, SocketOperations operations) {
        this.webSocket = webSocket;
        this.authorization = authorization;
        this.vertx = vertx;
        this.operations = operations;
        this.context = vertx.getOrCreateContext();
        this.outbox = new Outbox(webSocket);
        webSocket.textMessageHandler(this::receive);
        webSocket.binaryMessageHandler(unused -> close(SocketClosure.invalidMessage("Messages must be text")));
        webSocket.pongHandler(unused -> isAlive = true);
        webSocket.exceptionHandler(this::fail);
        timers = List.of(
                vertx.setTimer(operations.settings.initTimeout().toMillis(), unused -> checkInit()),
                vertx.setPeriodic(operations.settings.keepAlive().toMillis(), unused -> keepAlive()));
        goodbye = () -> context.runOnContext(unused -> close(SocketClosure.goingAway()));
        operations.opened(goodbye);
        webSocket.closeHandler(unused -> {
            operations.closed(goodbye);
            timers.forEach(vertx::cancelTimer);
            stopWaitingForExpiry.run();
            state.close();
        });
    }

    private void receive(String text) {
        isAlive = true;
        if (webSocket.isClosed()) {
            return;
        }
        try {
            var message = SocketMessage.of(operations.reader.readMessage(text));
            switch (message.type()) {
                case "ping" -> outbox.send(Map.of("type", "pong"));
                case "pong" -> {}
                default -> state.receive(message);
            }
        } catch (SocketClosure e) {
            close(e);
        } catch (RefusedException e) {
            close(SocketClosure.invalidMessage(e.result().getErrors().get(0).getMessage()));
        }
    }

    /**
     * Checks the token of the client, and acknowledges or closes the socket, which also closes when the token expires.
     */
    private void initialise(Map<String, Object> payload) {
        state = new Initialising();
        operations.caller(authorization(payload)).onSuccess(this::acknowledge).onFailure(this::refuse);
    }

    /** From the payload, where browsers can put it, or else from the upgrade request. */
    private String authorization(Map<String, Object> payload) {
        return payload == null
                ? authorization
                : payload.entrySet().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase("authorization"))
                        .map(entry -> Objects.toString(entry.getValue(), ""))
                        .findFirst()
                        .orElse(authorization);
    }

    private void acknowledge(Caller caller) {
        if (webSocket.isClosed()) {
            return;
        }
        state = new Acknowledged(operations, caller, context, outbox, this::close);
        outbox.send(Map.of("type", "connection_ack"));
        stopWaitingForExpiry = caller.onExpiry(vertx, () -> refuse(Authenticator.expired()));
    }

    private void refuse(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            String reason = refused.result().getErrors().get(0).getMessage();
            close(refused.isPassing() ? SocketClosure.tryAgainLater(reason) : SocketClosure.forbidden(reason));
        } else {
            LOG.error("A token could not be checked", failure);
            close(SocketClosure.internalError());
        }
    }

    private void checkInit() {
        // once the client has sent its token, a slow check is not its fault
        if (state instanceof AwaitingInit) {
            close(SocketClosure.initialisationTimeout());
        }
    }

    /** A browser answers a ping by itself; a client that sends nothing until the next one is gone or reads nothing. */
    private void keepAlive() {
        if (!isAlive) {
            close(SocketClosure.tooSlow());
            return;
        }
        isAlive = false;
        webSocket.writePing(Buffer.buffer());
    }

    private void fail(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException frame
                && !frame.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            close(SocketClosure.violation(frame.closeStatus()));
        } else if (failure instanceof CorruptedWebSocketFrameException || failure instanceof IllegalStateException) {
            // the library reports a message that is too large this way if it comes in parts
            close(SocketClosure.messageTooLarge(operations.messageLimit));
        } else {
            LOG.debug("A socket failed", failure);
        }
    }

    void close(SocketClosure closure) {
        if (!webSocket.isClosed()) {
            webSocket.close(closure.code, closure.getMessage());
        }
    }
}
