package relata.api.socket;

import java.util.Map;
import relata.api.message.Utf8;

/**
 * A message of a client, as in the GraphQL over WebSocket protocol.
 *
 * @param id of the operation; null if the message has none
 * @param payload null if there is none
 */
record SocketMessage(String type, String id, Map<String, Object> payload) {
    private static final int LONGEST_ID = 100;

    /** @throws SocketClosure if it is not a valid message */
    static SocketMessage of(Map<String, Object> json) {
        if (!(json.get("type") instanceof String type)) {
            throw SocketClosure.invalidMessage("Message is missing the 'type' property");
        }
        return new SocketMessage(type, id(json), payload(json));
    }

    private static String id(Map<String, Object> json) {
        Object id = json.get("id");
        if (id == null) {
            return null;
        }
        if (!(id instanceof String text) || text.isEmpty() || text.length() > LONGEST_ID || !Utf8.canEncode(text)) {
            var reason = "The 'id' must be a string of 1 to %d characters".formatted(LONGEST_ID);
            throw SocketClosure.invalidMessage(reason);
        }
        return text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> payload(Map<String, Object> json) {
        Object payload = json.get("payload");
        if (payload != null && !(payload instanceof Map)) {
            throw SocketClosure.invalidMessage("The 'payload' must be an object");
        }
        return (Map<String, Object>) payload;
    }

    /** The id, which this message must have. */
    String requiredId() {
        if (id == null) {
            throw SocketClosure.invalidMessage("Message '%s' is missing the 'id' property".formatted(type));
        }
        return id;
    }

    SocketClosure unexpected() {
        return SocketClosure.invalidMessage("Message '%s' is not expected here".formatted(type));
    }
}
