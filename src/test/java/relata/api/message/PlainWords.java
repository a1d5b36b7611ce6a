package relata.api.message;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.regex.Pattern;

/** Which words a message may have: those of GraphQL and JSON, not those of the code behind it. */
public final class PlainWords {
    private static final Pattern JAVA = Pattern.compile(
            // packages, exceptions and classes of the JDK and of graphql-java
            "\\b(java|javax|jakarta|graphql|org|com|io|relata)\\.[a-z]+\\."
                    + "|\\b\\w+(Exception|Error:)"
                    + "|\\b(\\w*Map|\\w*HashSet|ArrayList|List12|Integer|Long|Double|BigInteger|BigDecimal|Character|Class)\\b"
                    + "|\\b(Int|Float|String|Boolean|Enum|Array|Object|Null)Value\\b|VariableReference|\\b\\w+Impl\\b"
                    // what toString() makes
                    + "|\\w\\{\\w+=|^\\{\\w+=|@[0-9a-f]{5,}|\\bnull null\\b"
                    // words of parsers and of Java
                    + "|\\bAST\\b|ANTLR|\\binstance\\b|\\bcoerced\\b|wrongly returned|\\bNonNull\\b|'null'|\\?s\\b");

    private PlainWords() {}

    public static void check(String message) {
        assertFalse(JAVA.matcher(message).find(), message);
    }
}
