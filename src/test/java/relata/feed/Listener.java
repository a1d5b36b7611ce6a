package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.Api;
import relata.ApiSocket;

/** A client that subscribes to changes over a socket, and keeps what it is told. */
public final class Listener implements AutoCloseable {
    // language=GraphQL
    static final String CHANGES =
            """
            subscription ($of: [RecordType!], $ids: [ID!], $after: String) {
              changes(of: $of, ids: $ids, after: $after) { cursor kind type id node { id label } }
            }""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiSocket socket;
    private final List<Map<String, Object>> changes = new ArrayList<>();

    private Listener(ApiSocket socket) {
        this.socket = socket;
    }

    /** Asks for changes; the variables are names and values in turn. */
    public static Listener to(URL server, Object... variables) {
        var named = new HashMap<String, Object>();
        for (int i = 0; i < variables.length; i += 2) {
            named.put((String) variables[i], variables[i + 1]);
        }
        var socket = ApiSocket.open(server);
        socket.subscribe("1", CHANGES, named);
        return new Listener(socket);
    }

    /** What was told so far, at least so many. */
    List<Map<String, Object>> await(int count) {
        while (changes.size() < count) {
            changes.add(change(socket.nextText()));
        }
        return List.copyOf(changes);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> change(String message) {
        try {
            Map<String, Object> read = JSON.readValue(message, Map.class);
            assertEquals("next", read.get("type"), message);
            var payload = (Map<String, Map<String, Map<String, Object>>>) read.get("payload");
            assertEquals(null, payload.get("errors"), message);
            return payload.get("data").get("changes");
        } catch (JsonProcessingException e) {
            throw new AssertionError(message, e);
        }
    }

    /** The kinds and ids of so many, as in `CREATED Place:1`. */
    public List<String> awaitKinds(int count) {
        return await(count).stream()
                .map(change -> change.get("kind") + " " + change.get("id"))
                .toList();
    }

    /** The cursor of the last change that was told. */
    String cursor() {
        return (String) changes.get(changes.size() - 1).get("cursor");
    }

    /** Whether nothing more has come so far. */
    boolean isQuiet() {
        return socket.isQuiet();
    }

    /** The one error with which it ends, or with which it cannot begin. */
    Api.Error awaitError() {
        var message = socket.next();
        String at = message.getString("type").equals("error") ? "payload" : "payload.errors";
        assertEquals(1, message.getList(at).size(), message::toString);
        return new Api.Error(message.at(at + "[0]"));
    }

    ApiSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
