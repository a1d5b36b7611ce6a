package relata.api.message;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.api.HttpSettings;
import relata.api.message.Request.Headers;

/**
 * Reads the parameters of a request, as in section 4.1 of the GraphQL-over-HTTP specification, and checks their types.
 * Anything else is refused as BAD_REQUEST.
 */
@Singleton
public class RequestReader {
    private final StrictJson json;

    RequestReader(HttpSettings settings) {
        json = new StrictJson(settings.jsonNesting());
    }

    /**
     * Reads the body of a POST.
     *
     * @throws RefusedException if it is not a request
     */
    public Request readBody(byte[] body) {
        if (body.length == 0) {
            throw RefusedException.badRequest("The body is empty: send a JSON object with a “query”.");
        }
        var text = Utf8.decode(body)
                .orElseThrow(() -> RefusedException.badRequest("The body is not UTF-8, which JSON requires."));
        Object read = json.read("The body", text);
        if (read instanceof List) {
            throw RefusedException.badRequest(
                    "The body must be an object, not a list. Send one request at a time: batches are not supported.");
        }
        return request(StrictJson.object("The body", read));
    }

    /**
     * Reads the query string of a GET, where `variables` and `extensions` are JSON themselves.
     *
     * @throws RefusedException if it is not a request
     */
    public Request readQueryString(String queryString) {
        Map<String, Object> parameters = new HashMap<>(QueryString.parse(queryString));
        for (String name : List.of("variables", "extensions")) {
            // an empty form field
            parameters.remove(name, "");
            parameters.computeIfPresent(name, (key, text) -> json.read("“" + name + "”", (String) text));
        }
        return request(parameters);
    }

    /**
     * Reads a message of a socket.
     *
     * @throws RefusedException if it is not a JSON object
     */
    public Map<String, Object> readMessage(String text) {
        return StrictJson.object("The message", json.read("The message", text));
    }

    /**
     * Reads the parameters of a request from a JSON object.
     *
     * @throws RefusedException if they are not a request
     */
    public static Request request(Map<String, Object> parameters) {
        String query = text(parameters, "query");
        String documentId = text(parameters, "documentId");
        var extensions = map(parameters, "extensions");
        if (query == null && documentId == null && extensions.get("persistedQuery") == null) {
            throw RefusedException.badRequest("“query” is missing: it must contain the GraphQL document to run.");
        }
        String operationName = text(parameters, "operationName");
        return new Request(
                query,
                documentId,
                // some clients send an empty name for an anonymous operation
                "".equals(operationName) ? null : operationName,
                map(parameters, "variables"),
                extensions,
                Headers.NONE);
    }

    private static String text(Map<String, Object> parameters, String name) {
        Object value = parameters.get(name);
        if (value != null && !(value instanceof String)) {
            throw RefusedException.badRequest("“%s” must be a string, not %s.".formatted(name, StrictJson.kind(value)));
        }
        if (value != null && !Utf8.canEncode((String) value)) {
            throw RefusedException.badRequest("“%s” contains an unpaired surrogate.".formatted(name));
        }
        return (String) value;
    }

    private static Map<String, Object> map(Map<String, Object> parameters, String name) {
        Object value = parameters.get(name);
        return value == null ? Map.of() : StrictJson.object("“" + name + "”", value);
    }
}
