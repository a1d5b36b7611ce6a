package relata.api.message;

import java.nio.charset.StandardCharsets;

/** Writes JSON. */
public final class Json {
    private Json() {}

    /** The JSON of a value, in UTF-8. */
    public static byte[] write(Object value) {
        return new JsonBuffer().value(value).toBytes();
    }

    /** The same as text. */
    public static String text(Object value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }
}
