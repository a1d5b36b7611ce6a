package relata.api.message;

import java.nio.charset.StandardCharsets;

/** A value that is JSON already, in UTF-8. It is written to the response unchanged. */
public final class JsonText {
    private final byte[] bytes;
    private final int length;

    public JsonText(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    void copyTo(JsonBuffer json) {
        json.raw(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
