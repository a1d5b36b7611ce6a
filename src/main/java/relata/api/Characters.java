package relata.api;

/** Text that a database can hold and give back as it was. */
public final class Characters {
    private Characters() {}

    /**
     * Refuses U+0000 and lone surrogates.
     *
     * @throws ApiException BAD_USER_INPUT
     */
    public static String check(String text, Argument argument) {
        if (text.indexOf(0) >= 0) {
            throw ApiException.badUserInput(argument, argument + " must not contain the character U+0000");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw ApiException.badUserInput(argument, argument + " must not contain half of a surrogate pair");
        }
        return text;
    }
}
