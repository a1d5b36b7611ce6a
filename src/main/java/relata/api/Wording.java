package relata.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Says what graphql-java says without its Java: it names the classes of its syntax tree, and its parser. */
final class Wording {
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
    }

    private Wording() {}

    private static void replace(String pattern, String replacement) {
        REPLACEMENTS.put(Pattern.compile(pattern, Pattern.DOTALL), replacement);
    }

    static String forPeople(String message) {
        String reworded = message;
        for (var replacement : REPLACEMENTS.entrySet()) {
            reworded = replacement.getKey().matcher(reworded).replaceAll(replacement.getValue());
        }
        return reworded;
    }
}
