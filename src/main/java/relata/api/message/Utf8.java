package relata.api.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strict UTF-8: the libraries would replace characters that they cannot decode. */
public final class Utf8 {
    private Utf8() {}

    /** The text of these bytes; empty if they are not UTF-8. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether it has no half of a surrogate pair. */
    public static boolean canEncode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The same text, with each half of a surrogate pair replaced by a question mark. */
    public static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
