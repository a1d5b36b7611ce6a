package relata.api;

import java.nio.charset.StandardCharsets;

/** Writes JSON. */
final class Json {
    private Json() {}

    /** The JSON of a value, in UTF-8. */
    static byte[] write(Object value) {
        return new JsonBuffer().value(value).toBytes();
    }

    /** The same as text. */
    static String text(Object value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }
}
