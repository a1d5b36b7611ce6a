package relata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A GraphQL client of the server under test, over WebSocket. */
public final class ApiSocket implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final StringBuilder partial = new StringBuilder();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final AtomicInteger pings = new AtomicInteger();
    private WebSocket webSocket;

    /** The code and the reason with which the server closed it. */
    public record Closed(int code, String reason) {}

    private ApiSocket() {}

    /** A socket on which nothing was sent. The server's URL is that of a `@TestHTTPResource("/graphql")`. */
    public static ApiSocket connect(URL server, String... subprotocols) {
        var socket = new ApiSocket();
        var builder = CLIENT.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
        }
        socket.webSocket = builder.buildAsync(URI.create(server.toString().replaceFirst("^http", "ws")), socket)
                .join();
        return socket;
    }

    /** A socket that is ready for operations. */
    public static ApiSocket open(URL server) {
        var socket = connect(server, "graphql-transport-ws");
        socket.send(Map.of("type", "connection_init"));
        socket.next("connection_ack");
        return socket;
    }

    /** A socket that is ready for operations with that token. */
    public static ApiSocket open(URL server, String token) {
        var socket = connect(server, "graphql-transport-ws");
        socket.send(Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token)));
        socket.next("connection_ack");
        return socket;
    }

    public String subprotocol() {
        return webSocket.getSubprotocol();
    }

    public ApiSocket send(Map<String, Object> message) {
        try {
            return sendText(new ObjectMapper().writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public ApiSocket sendText(String text) {
        webSocket.sendText(text, true).join();
        return this;
    }

    public ApiSocket sendBinary(byte[] bytes) {
        webSocket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Starts an operation. */
    public ApiSocket subscribe(String id, String document) {
        return subscribe(id, document, Map.of());
    }

    public ApiSocket subscribe(String id, String document, Map<String, Object> variables) {
        return send(
                Map.of("id", id, "type", "subscribe", "payload", Map.of("query", document, "variables", variables)));
    }

    /** The next message, which must arrive soon. */
    public Json next() {
        return Json.of(nextText());
    }

    /** The same as text. */
    public String nextText() {
        try {
            String text = messages.poll(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(text, () -> "No message came; closed: " + closed.getNow(null));
            return text;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next message, which must be of this type. */
    public Json next(String type) {
        var message = next();
        assertEquals(type, message.getString("type"), message::toString);
        return message;
    }

    /** Whether no further message has arrived so far. */
    public boolean isQuiet() {
        return messages.isEmpty();
    }

    /** Waits for the server to close it, which must be soon. */
    public Closed closed() {
        return closed.orTimeout(Await.PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The number of pings from the server, each of which was answered. */
    public int pings() {
        return pings.get();
    }

    /** Disconnects without a close frame. */
    public void abort() {
        webSocket.abort();
    }

    @Override
    public void close() {
        webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        partial.append(part);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.incrementAndGet();
        return WebSocket.Listener.super.onPing(from, message);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
