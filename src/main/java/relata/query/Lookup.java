package relata.query;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A comparison of a column with a given value, written in HQL. The names are those of the schema's StringFilter,
 * IDFilter and IntFilter.
 *
 * <p>Columns have a collation that ignores case and more (kana, width, invisible characters), which orders well but
 * compares too loosely. So text is compared character by character; where the looser comparison can use an index, it
 * stands before the exact one.
 */
@FunctionalInterface
interface Lookup {
    String write(Statement statement, String column, Object value);

    /** The complement. */
    default String writeNot(Statement statement, String column, Object value) {
        return "not " + write(statement, column, value);
    }

    String ALWAYS = "1 = 1";
    String NEVER = "1 = 0";

    /** The character that sorts behind all others. */
    String LAST = "\uFFFD";

    /** No column with an index holds so many characters. */
    int LONGEST = 255;

    Pattern TRAILING_MARKS = Pattern.compile("(?<!\\p{M})\\p{M}++\\z");

    /** Those whose value is a regular expression. */
    Set<String> PATTERNS = Set.of("regex", "iRegex");

    /** On keys and counts. */
    Map<String, Lookup> NUMBERS = Map.of(
            "exact", comparison("="),
            "in", in(column -> column),
            "gt", comparison(">"),
            "gte", comparison(">="),
            "lt", comparison("<"),
            "lte", comparison("<="));

    Map<String, Lookup> TEXTS = Map.ofEntries(
            entry("exact", both(comparison("="), exactly("="))),
            entry("iExact", (statement, column, value) -> fold(column) + " = " + fold(statement.bind(value))),
            entry("contains", (statement, column, value) -> "locate(%s, %s) > 0"
                    .formatted(statement.bind(value), exact(column))),
            entry("iContains", (statement, column, value) -> "locate(%s, %s) > 0"
                    .formatted(fold(statement.bind(value)), fold(column))),
            entry("startsWith", both(Lookup::prefixed, part("left"))),
            entry("iStartsWith", iPart("left")),
            entry("endsWith", part("right")),
            entry("iEndsWith", iPart("right")),
            entry("regex", (statement, column, value) -> matches(exact(column), statement.bind(value))),
            entry("iRegex", (statement, column, value) -> matches(column, statement.bind(value))),
            entry("in", both(in(column -> column), in(Lookup::exact))),
            entry("gt", exactly(">")),
            entry("gte", exactly(">=")),
            entry("lt", exactly("<")),
            entry("lte", exactly("<=")));

    private static Lookup comparison(String operator) {
        return (statement, column, value) -> column + " " + operator + " " + statement.bind(value);
    }

    private static Lookup exactly(String operator) {
        return (statement, column, value) -> exact(column) + " " + operator + " " + statement.bind(value);
    }

    private static Lookup both(Lookup indexed, Lookup exact) {
        return new Lookup() {
            @Override
            public String write(Statement statement, String column, Object value) {
                return Filter.join(
                        List.of(indexed.write(statement, column, value), exact.write(statement, column, value)), true);
            }

            @Override
            public String writeNot(Statement statement, String column, Object value) {
                return exact.writeNot(statement, column, value);
            }
        };
    }

    private static Lookup in(Function<String, String> side) {
        return (statement, column, values) ->
                ((List<?>) values).isEmpty() ? NEVER : statement.isIn(side.apply(column), (List<?>) values);
    }

    /**
     * About those that start with the value: all of them, and as the range of the column's index that LIKE makes.
     * That range ends too early where U+FFFD comes next, and it does not know that combining marks can change their
     * weight together with what comes next.
     */
    private static String prefixed(Statement statement, String column, Object value) {
        String start = TRAILING_MARKS.matcher((String) value).replaceFirst("");
        String pattern = statement.bind(start.replaceAll("[!%_]", "!$0") + "%");
        return "(%s like %s escape '!' or %1$s between %s and %s)"
                .formatted(column, pattern, statement.bind(start), statement.bind(start + LAST.repeat(LONGEST)));
    }

    /** The left or right part of the column, as long as the value, is the value. */
    private static Lookup part(String side) {
        return (statement, column, value) ->
                "%s(%s, %s) = %s".formatted(side, exact(column), statement.bind(length(value)), statement.bind(value));
    }

    private static Lookup iPart(String side) {
        return (statement, column, value) -> "%s(%s, %s) = %s"
                .formatted(side, fold(column), statement.bind(length(value)), fold(statement.bind(value)));
    }

    /** HQL's own regexp_like compares bytes, not characters. */
    private static String matches(String text, String pattern) {
        return "cast(sql('(? regexp ?)', %s, %s) as Integer) = 1".formatted(text, pattern);
    }

    private static int length(Object text) {
        return ((String) text).codePointCount(0, ((String) text).length());
    }

    private static String exact(String text) {
        return "collate(" + text + " as utf8mb4_nopad_bin)";
    }

    /**
     * Without regard to case: by way of upper case, so that both Greek sigmas are one. A binary collation knows the
     * cases of few scripts, and that of the connection may be any.
     */
    private static String fold(String text) {
        return exact("lower(upper(collate(" + text + " as utf8mb4_uca1400_nopad_as_ci)))");
    }
}
