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

/** Makes requests sockets. */
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
                // a small frame could unfold to more than there is memory
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

    /** Makes the connection of a request a socket. */
    public void open(RoutingContext context) {
        if (!isFromHere(context)) {
            throw new HttpRefusal(403, "Pages of that origin may not open sockets: see quarkus.http.cors.origins.");
        }
        context.request().toWebSocket().onSuccess(webSocket -> {
            open(context, webSocket);
            endRequest(context);
        });
    }

    /** Tells Quarkus that the request has ended: or else it would wait for it when it is told to stop. */
    private static void endRequest(RoutingContext context) {
        if (context.request().getCookie(QuarkusRequestWrapper.FAKE_COOKIE_NAME) == null) {
            // it waits for requests in production only
            return;
        }
        try {
            // nobody calls it when a request becomes a socket, and nobody else may
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

    /** A browser lets any page open a socket anywhere, and says whose page it is. With CORS, that is decided before. */
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
