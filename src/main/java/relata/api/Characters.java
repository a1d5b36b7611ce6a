package relata.api;

/** Text that a database can store and return unchanged. */
public final class Characters {
    private Characters() {}

    /**
     * Refuses U+0000 and lone surrogates.
     *
     * @throws ApiException BAD_USER_INPUT
     */
    public static String check(String text, Argument argument) {
        if (hasNull(text)) {
            throw ApiException.badUserInput(argument, argument + " must not contain the character U+0000");
        }
        if (hasHalfAPair(text)) {
            throw ApiException.badUserInput(argument, argument + " must not contain an unpaired surrogate");
        }
        return text;
    }

    public static boolean canBeKept(String text) {
        return !hasNull(text) && !hasHalfAPair(text);
    }

    private static boolean hasNull(String text) {
        return text.indexOf(0) >= 0;
    }

    private static boolean hasHalfAPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }
}
