package relata.api.socket;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** Closes a socket with a close code of the GraphQL over WebSocket protocol, or of RFC 6455. */
final class SocketClosure extends RuntimeException {
    /** What fits into a close frame. */
    private static final int MOST_CHARACTERS = 120;

    final short code;

    private SocketClosure(int code, String reason) {
        super(reason, null, false, false);
        this.code = (short) code;
    }

    static SocketClosure invalidMessage(String reason) {
        return new SocketClosure(4400, fitting(reason));
    }

    private static String fitting(String reason) {
        // it may quote the client, in characters of more than one byte
        String ascii = reason.replace('“', '"').replace('”', '"').replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(MOST_CHARACTERS, ascii.length()));
    }

    static SocketClosure unauthorized() {
        return new SocketClosure(4401, "Unauthorized");
    }

    /** The client may reconnect with another token. */
    static SocketClosure forbidden(String reason) {
        return new SocketClosure(4403, fitting(reason));
    }

    static SocketClosure subprotocolNotAcceptable() {
        return new SocketClosure(4406, "Subprotocol not acceptable: use graphql-transport-ws");
    }

    static SocketClosure initialisationTimeout() {
        return new SocketClosure(4408, "Connection initialisation timeout");
    }

    static SocketClosure subscriberExists(String id) {
        return new SocketClosure(4409, fitting("Subscriber for " + id + " already exists"));
    }

    static SocketClosure tooManyInitialisations() {
        return new SocketClosure(4429, "Too many initialisation requests");
    }

    static SocketClosure internalError() {
        return new SocketClosure(4500, "Internal server error");
    }

    static SocketClosure messageTooLarge(long limit) {
        return new SocketClosure(1009, "A message can have at most %d bytes".formatted(limit));
    }

    /** For a violation of RFC 6455. */
    static SocketClosure violation(WebSocketCloseStatus status) {
        return new SocketClosure(status.code(), fitting(status.reasonText()));
    }

    static SocketClosure tryAgainLater(String reason) {
        return new SocketClosure(1013, fitting(reason));
    }

    static SocketClosure goingAway() {
        return new SocketClosure(1001, "The server is shutting down: reconnect");
    }

    static SocketClosure tooSlow() {
        return new SocketClosure(1013, "The client is too slow: resubscribe after the last cursor");
    }
}
