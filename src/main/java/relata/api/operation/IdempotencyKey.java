package relata.api.operation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import relata.api.Caller;
import relata.api.message.Json;
import relata.api.message.RefusedException;
import relata.api.message.Request;
import relata.api.message.Sha256;
import relata.api.message.Utf8;

/**
 * The key that a client gave a mutation, so that it happens once however often it is sent.
 *
 * @param id a digest of the caller and the key, in hexadecimal digits: the same key of another caller has another id
 * @param request a digest of the document, the operation's name and the variables
 */
public record IdempotencyKey(String id, String request) {
    public static final String HEADER = "Idempotency-Key";
    static final String EXTENSION = "idempotencyKey";

    private static final int MOST_CHARACTERS = 255;

    /** A string of RFC 8941, section 3.3.3. Its parameters are ignored. */
    private static final Pattern STRING = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+)\"(?:;.*)?");

    /**
     * The key of a mutation, if it has one.
     *
     * @param document its text, however the request identified it
     * @throws RefusedException BAD_REQUEST if the key is empty or too long, or there are two different keys
     */
    static Optional<IdempotencyKey> of(Request request, String document, Caller caller) {
        var keys = given(request);
        if (keys.size() > 1) {
            throw RefusedException.badRequest("The request has two different idempotency keys: send only one.");
        }
        return keys.stream().findFirst().map(key -> {
            var content = Arrays.asList(document, request.operationName(), canonical(request.variables()));
            return new IdempotencyKey(
                    Sha256.of(Json.text(Arrays.asList(caller.identity(), key))), Sha256.of(Json.text(content)));
        });
    }

    private static Set<String> given(Request request) {
        var keys = new HashSet<String>();
        request.headers().idempotencyKey().forEach(header -> keys.add(checked(unquoted(header))));
        Object extension = request.extensions().get(EXTENSION);
        if (extension != null) {
            keys.add(checked(extension));
        }
        return keys;
    }

    private static String unquoted(String value) {
        // the HTTP library decodes headers as ISO 8859-1
        String header = Utf8.decode(value.getBytes(StandardCharsets.ISO_8859_1)).orElse(value);
        if (!header.startsWith("\"")) {
            return header;
        }
        var string = STRING.matcher(header);
        if (!string.matches()) {
            throw RefusedException.badRequest(
                    "“%s” begins with a quotation mark, but is not a valid string.".formatted(HEADER));
        }
        return string.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static String checked(Object key) {
        if (!(key instanceof String text)
                || text.isEmpty()
                || text.codePointCount(0, text.length()) > MOST_CHARACTERS
                || !Utf8.canEncode(text)) {
            throw RefusedException.badRequest(
                    "An idempotency key must be a string of 1 to %d characters.".formatted(MOST_CHARACTERS));
        }
        return text;
    }

    /** A value that does not depend on how it was written in JSON. */
    private static Object canonical(Object value) {
        if (value instanceof Map<?, ?> object) {
            var sorted = new TreeMap<String, Object>();
            object.forEach((name, member) -> sorted.put((String) name, canonical(member)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(IdempotencyKey::canonical).toList();
        }
        boolean isInfinite = value instanceof Double number && number.isInfinite();
        return value instanceof Number && !isInfinite ? new BigDecimal(value.toString()).stripTrailingZeros() : value;
    }
}
