package relata.query;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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

    String NEVER = "1 = 0";

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
            entry("iExact", (statement, column, value) -> fold(exact(column)) + " = " + fold(statement.bind(value))),
            entry("contains", (statement, column, value) -> "locate(%s, %s) > 0"
                    .formatted(statement.bind(value), exact(column))),
            entry("iContains", (statement, column, value) -> "locate(%s, %s) > 0"
                    .formatted(fold(statement.bind(value)), fold(exact(column)))),
            entry("startsWith", both(Lookup::like, part("left"))),
            entry("iStartsWith", iPart("left")),
            entry("endsWith", part("right")),
            entry("iEndsWith", iPart("right")),
            entry("regex", (statement, column, value) -> "regexp_like(%s, %s)"
                    .formatted(exact(column), statement.bind(value))),
            entry("iRegex", (statement, column, value) -> "regexp_like(%s, %s)"
                    .formatted(column, statement.bind(value))),
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
        return (statement, column, value) ->
                "(%s and %s)".formatted(indexed.write(statement, column, value), exact.write(statement, column, value));
    }

    private static Lookup in(Function<String, String> side) {
        return (statement, column, values) ->
                ((List<?>) values).isEmpty() ? NEVER : statement.isIn(side.apply(column), (List<?>) values);
    }

    private static String like(Statement statement, String column, Object value) {
        String escaped = ((String) value).replaceAll("[!%_]", "!$0");
        return column + " like " + statement.bind(escaped + "%") + " escape '!'";
    }

    /** The left or right part of the column, as long as the value, is the value. */
    private static Lookup part(String side) {
        return (statement, column, value) ->
                "%s(%s, %s) = %s".formatted(side, exact(column), statement.bind(length(value)), statement.bind(value));
    }

    private static Lookup iPart(String side) {
        return (statement, column, value) -> "%s(%s, %s) = %s"
                .formatted(side, fold(exact(column)), statement.bind(length(value)), fold(statement.bind(value)));
    }

    private static int length(Object text) {
        return ((String) text).codePointCount(0, ((String) text).length());
    }

    private static String exact(String column) {
        return "collate(" + column + " as utf8mb4_nopad_bin)";
    }

    /** Without regard to case: by way of upper case, so that both Greek sigmas are one. */
    private static String fold(String text) {
        return "lower(upper(" + text + "))";
    }
}
