package relata.query.mapping;

import java.util.regex.Pattern;
import relata.api.ApiException;
import relata.api.Argument;

/** A record's id across all types, as in `Place:1`: Relay's global object identification. */
public record GlobalId(String type, long key) {
    private static final Pattern FORM = Pattern.compile("(?:([A-Za-z]\\w*):)?([1-9][0-9]{0,18})");

    /**
     * Reads an id in its full form.
     *
     * @throws ApiException BAD_USER_INPUT if it is not an id
     */
    public static GlobalId parse(String text, Argument argument) {
        return parse(text, null, argument);
    }

    /**
     * Reads the key of an id whose type is known, in its full form or as the bare key.
     *
     * @throws ApiException BAD_USER_INPUT if it is not an id, or is one of another type
     */
    public static long parseKey(String text, String type, Argument argument) {
        GlobalId id = parse(text, type, argument);
        if (!id.type.equals(type)) {
            throw ApiException.badUserInput(argument, "%s: %s is not an id of type %s".formatted(argument, text, type));
        }
        return id.key;
    }

    private static GlobalId parse(String text, String implied, Argument argument) {
        var parts = FORM.matcher(text);
        if (parts.matches() && (parts.group(1) != null || implied != null)) {
            try {
                long key = Long.parseLong(parts.group(2));
                return new GlobalId(parts.group(1) == null ? implied : parts.group(1), key);
            } catch (NumberFormatException beyond64Bits) {
                // reported below, like any other text that is not an id
            }
        }
        String example = (implied == null ? "Place" : implied) + ":1";
        String shown = text.length() > 50 ? text.substring(0, 50) + "…" : text;
        throw ApiException.badUserInput(
                argument, "%s: “%s” is not a valid id, such as %s".formatted(argument, shown, example));
    }

    @Override
    public String toString() {
        return type + ":" + key;
    }
}
