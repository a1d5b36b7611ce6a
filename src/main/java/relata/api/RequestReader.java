package relata.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the parameters of a request, after section 4.1 of the GraphQL-over-HTTP specification, and checks the type of
 * each. What is no such request is refused as BAD_REQUEST.
 */
@ApplicationScoped
class RequestReader {
    private final int deepest;
    private final ObjectReader json;

    RequestReader(HttpSettings settings) {
        deepest = settings.jsonNesting();
        var factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(deepest).build())
                // a reader that took the first of two keys and one that took the last would see two requests
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        json = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(Object.class);
    }

    /**
     * Reads the body of a POST.
     *
     * @throws RefusedException where it is no request
     */
    Request readBody(byte[] body) {
        if (body.length == 0) {
            throw RefusedException.badRequest("There is no body: send a JSON object with a “query”.");
        }
        var text = Utf8.decode(body)
                .orElseThrow(() -> RefusedException.badRequest("The body is not UTF-8, as JSON has to be."));
        return request(object("The body", parse("The body", text)));
    }

    /**
     * Reads the query string of a GET, where `variables` and `extensions` are JSON themselves.
     *
     * @throws RefusedException where it is no request
     */
    Request readQueryString(String queryString) {
        Map<String, Object> parameters = new HashMap<>(QueryString.parse(queryString));
        for (String name : List.of("operationName", "variables", "extensions")) {
            if ("".equals(parameters.get(name))) {
                parameters.remove(name);
            }
        }
        for (String name : List.of("variables", "extensions")) {
            parameters.computeIfPresent(name, (key, text) -> parse("“" + name + "”", (String) text));
        }
        return request(parameters);
    }

    /**
     * Reads a message of a socket.
     *
     * @throws RefusedException where it is no JSON object
     */
    Map<String, Object> readMessage(String text) {
        return object("The message", parse("The message", text));
    }

    /**
     * Reads the parameters that a message holds.
     *
     * @throws RefusedException where they are no request
     */
    static Request readParameters(Map<String, Object> parameters) {
        return request(parameters);
    }

    private static Request request(Map<String, Object> parameters) {
        String query = text(parameters, "query");
        String documentId = text(parameters, "documentId");
        var extensions = map(parameters, "extensions");
        if (query == null && documentId == null && extensions.get("persistedQuery") == null) {
            throw RefusedException.badRequest("There is no “query”: it holds the GraphQL document to run.");
        }
        return new Request(
                query, documentId, text(parameters, "operationName"), map(parameters, "variables"), extensions);
    }

    private static String text(Map<String, Object> parameters, String name) {
        Object value = parameters.get(name);
        if (value != null && !(value instanceof String)) {
            throw RefusedException.badRequest("“%s” has to be a string, not %s.".formatted(name, kind(value)));
        }
        if (value != null && !Utf8.canEncode((String) value)) {
            throw RefusedException.badRequest("“%s” has half of a surrogate pair in it.".formatted(name));
        }
        return (String) value;
    }

    private static Map<String, Object> map(Map<String, Object> parameters, String name) {
        Object value = parameters.get(name);
        return value == null ? Map.of() : object("“" + name + "”", value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(String what, Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        boolean batch = value instanceof List && what.equals("The body");
        String advice = batch ? " Send one request at a time: there are no batches." : "";
        throw RefusedException.badRequest("%s has to be an object, not %s.%s".formatted(what, kind(value), advice));
    }

    private static String kind(Object value) {
        return value == null
                ? "null"
                : value instanceof String
                        ? "a string"
                        : value instanceof Number
                                ? "a number"
                                : value instanceof Boolean
                                        ? "a boolean"
                                        : value instanceof List ? "a list" : "an object";
    }

    private Object parse(String what, String text) {
        try (var parser = json.createParser(text)) {
            return parse(what, parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object parse(String what, JsonParser parser) throws IOException {
        try {
            return json.readValue(parser);
        } catch (StreamConstraintsException e) {
            if (parser.getParsingContext().getNestingDepth() <= deepest) {
                throw RefusedException.badRequest(what + " has a number or a name in it that is far too long.");
            }
            var message = "%s is nested deeper than %d objects and lists.".formatted(what, deepest);
            throw RefusedException.limitExceeded("relata.http.json-nesting", deepest, message);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
            throw RefusedException.badRequest("%s is not JSON%s, or names a key twice there.".formatted(what, place));
        }
    }
}
