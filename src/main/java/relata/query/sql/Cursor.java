package relata.query.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.metamodel.EntityType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import relata.api.ApiException;
import relata.api.Argument;

/**
 * A position in a list, as text: a digest, followed by the values that the row there is sorted by. The digest of the
 * values and the order detects cursors that were altered or belong to another order. It is no secret: forging one, with
 * values that the order can have, only means to read on from another position.
 */
public final class Cursor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int DIGEST = 9;

    private Cursor() {}

    /** Writes the values of a position in the order with that signature. */
    public static String write(String order, List<?> values) {
        try {
            byte[] json = JSON.writeValueAsBytes(values);
            byte[] digest = digest(order, json);
            var bytes = ByteBuffer.allocate(DIGEST + json.length).put(digest).put(json);
            return ENCODER.encodeToString(bytes.array());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The values of a cursor, as parameters of a statement.
     *
     * @throws ApiException BAD_USER_INPUT if the cursor was not written for that order of the entity
     */
    public static List<?> read(Order order, EntityType<?> entity, String cursor, Argument at) {
        return find(order.signature(entity), cursor)
                .<List<?>>flatMap(values -> order.position(values, entity))
                .orElseThrow(() -> ApiException.badUserInput(
                        at,
                        at
                                + " is not a cursor of this list in this order: use one from a response with"
                                + " the same orderBy"));
    }

    /** The values of a cursor, with numbers as long; empty if it was not written for that order. */
    public static Optional<List<?>> find(String order, String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            byte[] json = Arrays.copyOfRange(bytes, Math.min(DIGEST, bytes.length), bytes.length);
            // compared as text too: base64 can encode the same bytes in several ways
            if (Arrays.equals(digest(order, json), 0, DIGEST, bytes, 0, Math.min(DIGEST, bytes.length))
                    && ENCODER.encodeToString(bytes).equals(cursor)
                    && JSON.readValue(json, Object.class) instanceof List<?> values) {
                return Optional.of(values.stream().map(Cursor::restore).toList());
            }
        } catch (IllegalArgumentException | IOException notOurCursor) {
            // empty, as below
        }
        return Optional.empty();
    }

    private static Object restore(Object value) {
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static byte[] digest(String order, byte[] json) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(order.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) '\n');
            return Arrays.copyOf(sha.digest(json), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
