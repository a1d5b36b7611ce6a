package relata.api.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Rewords messages of graphql-java, which name the classes of its syntax tree and its parser. */
final class Wording {
    private static final int MOST_CHARACTERS = 1_000;
    private static final Map<Pattern, String> REPLACEMENTS = new LinkedHashMap<>();

    static {
        replace("^Validation [eE]rror ?\\([^)]*\\) ?: ", "");
        replace(" with value '.*' (is not|is missing|must|contains)", " $1");
        replace("Bad default value '.*' for type", "Bad default value for type");
        replace(" with ANTLR error '.*' at line", " at line");
        replace("Expected an AST type of '", "Expected a value of type '");
        replace("'(Int|Float|String|Boolean|Enum|Array|Object|Null)Value'", "'$1'");
        replace("'EnumValue\\{name='(.*?)'\\}'", "'$1'");
        replace("'VariableReference'", "a variable");
        replace("Subscription operation 'null'", "The subscription");
        // at the end of the message
        replace(
                "(fields have different [a-z ]+|are different fields|returns different types '\\w+' and '\\w+')$",
                "$1" + ": give one of them an alias");
    }

    private Wording() {}

    private static void replace(String pattern, String replacement) {
        REPLACEMENTS.put(Pattern.compile(pattern, Pattern.DOTALL), replacement);
    }

    static String forPeople(String message) {
        // it may quote the whole request, and the patterns take quadratic time
        String reworded = shortened(message);
        for (var replacement : REPLACEMENTS.entrySet()) {
            reworded = replacement.getKey().matcher(reworded).replaceAll(replacement.getValue());
        }
        return reworded;
    }

    /** Cuts out the middle of a long message: the end says what is wrong with what was quoted. */
    private static String shortened(String message) {
        if (message.length() <= MOST_CHARACTERS) {
            return message;
        }
        int head = MOST_CHARACTERS / 2;
        int tail = message.length() - MOST_CHARACTERS / 2;
        // do not split a surrogate pair
        head -= Character.isHighSurrogate(message.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(message.charAt(tail)) ? 1 : 0;
        return message.substring(0, head) + "…" + message.substring(tail);
    }
}
