package relata.api.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes JSON in UTF-8 into memory. The end of what was written can be removed again. */
public final class JsonBuffer {
    public static final byte[] NULL = ascii("null");

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[1024];
    private int length;

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public int length() {
        return length;
    }

    /** Removes what was written after the buffer had this length. */
    public void truncate(int to) {
        length = to;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** All that was written; the buffer must not be used afterwards. */
    public JsonText toText() {
        return new JsonText(bytes, length);
    }

    public JsonBuffer raw(byte[] json) {
        return raw(json, json.length);
    }

    JsonBuffer raw(byte[] json, int count) {
        reserve(count);
        System.arraycopy(json, 0, bytes, length, count);
        length += count;
        return this;
    }

    public JsonBuffer raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    public JsonBuffer bool(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    public JsonBuffer number(long value) {
        if (value < 0) {
            return raw(ascii(Long.toString(value)));
        }
        reserve(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    public JsonBuffer string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A string of text in UTF-8. */
    public JsonBuffer string(byte[] text) {
        return raw('"').characters(text).raw('"');
    }

    /** Text in UTF-8 within a string. */
    public JsonBuffer characters(byte[] text) {
        reserve(6 * text.length);
        for (byte b : text) {
            if (b >= 0 && b < ' ' || b == '"' || b == '\\') {
                escape(b);
            } else {
                bytes[length++] = b;
            }
        }
        return this;
    }

    /** A value of any type that GraphQL has, or one that is JSON already. */
    public JsonBuffer value(Object value) {
        if (value == null) {
            return raw(NULL);
        }
        if (value instanceof JsonText json) {
            json.copyTo(this);
            return this;
        }
        if (value instanceof Map<?, ?> object) {
            return object(object);
        }
        if (value instanceof Iterable<?> list) {
            return list(list);
        }
        if (value instanceof Boolean flag) {
            return bool(flag);
        }
        return value instanceof Number ? raw(ascii(value.toString())) : string(value.toString());
    }

    private JsonBuffer object(Map<?, ?> object) {
        char before = '{';
        for (var entry : object.entrySet()) {
            raw(before).string((String) entry.getKey()).raw(':').value(entry.getValue());
            before = ',';
        }
        return before == '{' ? raw('{').raw('}') : raw('}');
    }

    private JsonBuffer list(Iterable<?> list) {
        raw('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                raw(',');
            }
            first = false;
            value(element);
        }
        return raw(']');
    }

    private void escape(byte b) {
        bytes[length++] = '\\';
        switch (b) {
            case '"', '\\' -> bytes[length++] = b;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                raw('u').raw('0').raw('0');
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 15];
            }
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
