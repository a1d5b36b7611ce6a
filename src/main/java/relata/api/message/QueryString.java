package relata.api.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The query string of a URL, in the form application/x-www-form-urlencoded. */
final class QueryString {
    private QueryString() {}

    /**
     * Reads names and values.
     *
     * @throws RefusedException if a parameter occurs twice, or is not UTF-8
     */
    static Map<String, String> parse(String queryString) {
        var parameters = new HashMap<String, String>();
        if (queryString == null) {
            return parameters;
        }
        for (String parameter : queryString.split("&")) {
            String[] parts = parameter.split("=", 2);
            String name = decode(parts[0]);
            if (parameters.put(name, parts.length == 1 ? "" : decode(parts[1])) != null) {
                throw RefusedException.badRequest("The URL has the parameter “%s” twice.".formatted(name));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                bytes.write(hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
                i += 2;
            } else {
                bytes.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return Utf8.decode(bytes.toByteArray()).orElseThrow(() -> RefusedException.badRequest("The URL is not UTF-8."));
    }

    private static int hex(byte[] encoded, int at) {
        int digit = at < encoded.length ? Character.digit((char) encoded[at], 16) : -1;
        if (digit < 0) {
            throw RefusedException.badRequest("The URL has a % that is not followed by two hexadecimal digits.");
        }
        return digit;
    }
}
