package relata.api.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Reads JSON of clients. Anything else is refused as BAD_REQUEST, with a message that begins with what was read. */
public final class StrictJson {
    private final int deepest;
    private final ObjectReader json;

    /** @param deepest how deeply objects and lists may be nested */
    StrictJson(int deepest) {
        this.deepest = deepest;
        var factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(deepest).build())
                // parsers disagree on which of two equal keys counts, and so would see two different requests
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        json = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // keeps every digit of a number
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readerFor(Object.class);
    }

    /**
     * Reads a value.
     *
     * @throws RefusedException if it is not JSON, or nested too deep
     */
    Object read(String what, String text) {
        try (var parser = json.createParser(text)) {
            return read(what, parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object read(String what, JsonParser parser) throws IOException {
        try {
            return json.readValue(parser);
        } catch (StreamConstraintsException e) {
            if (parser.getParsingContext().getNestingDepth() <= deepest) {
                throw RefusedException.badRequest(what + " contains a number or a name that is far too long.");
            }
            var message = "%s is nested more than %d levels deep.".formatted(what, deepest);
            throw RefusedException.limitExceeded("relata.http.json-nesting", deepest, message);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
            throw RefusedException.badRequest("%s is not valid JSON%s, or repeats a key there.".formatted(what, place));
        }
    }

    /**
     * Casts a value that was read to an object.
     *
     * @throws RefusedException if it is something else
     */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String what, Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw RefusedException.badRequest("%s must be an object, not %s.".formatted(what, kind(value)));
    }

    /** The type of a value, for messages. */
    public static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        return value instanceof List ? "a list" : "an object";
    }
}
