package relata.api.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import relata.api.message.HttpRefusal;

/** Upgrades requests to WebSockets. */
@Singleton
public class Sockets implements HttpServerOptionsCustomizer {
    private static final String PROTOCOL = "graphql-transport-ws";

    private final SocketOperations operations;
    private final boolean isCorsEnabled;

    Sockets(
            SocketOperations operations,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean isCorsEnabled) {
        this.operations = operations;
        this.isCorsEnabled = isCorsEnabled;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.addWebSocketSubProtocol(PROTOCOL)
                .setMaxWebSocketFrameSize(operations.messageLimit)
                .setMaxWebSocketMessageSize(operations.messageLimit)
                // a small frame could decompress to more than the memory holds
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    public static boolean isUpgrade(RoutingContext context) {
        return "websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"));
    }

    /** Upgrades a request to a socket. */
    public void open(RoutingContext context) {
        if (!isFromHere(context)) {
            throw new HttpRefusal(
                    403, "Pages from this origin are not allowed to open sockets: see quarkus.http.cors.origins.");
        }
        context.request().toWebSocket().onSuccess(webSocket -> {
            open(context, webSocket);
            endRequest(context);
        });
    }

    /** Tells Quarkus that the request has ended; otherwise it would wait for it at shutdown. */
    private static void endRequest(RoutingContext context) {
        if (context.request().getCookie(QuarkusRequestWrapper.FAKE_COOKIE_NAME) == null) {
            // it counts requests in production only
            return;
        }
        try {
            // nothing calls this when a request is upgraded, and it is not public
            var done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            done.invoke(QuarkusRequestWrapper.get(context.request()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(RoutingContext context, ServerWebSocket webSocket) {
        var socket = new Socket(webSocket, context.request().getHeader("Authorization"), context.vertx(), operations);
        if (!PROTOCOL.equals(webSocket.subProtocol())) {
            socket.close(SocketClosure.subprotocolNotAcceptable());
        }
    }

    /**
     * Browsers let any page open a socket to any server, and send the page's origin. With CORS, that was checked
     * before.
     */
    private boolean isFromHere(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (isCorsEnabled || origin == null) {
            return true;
        }
        try {
            String host = context.request().getHeader("Host");
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
