package relata.query.sql;

import static java.util.Map.entry;

import jakarta.persistence.metamodel.Attribute;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import relata.query.run.Operand;
import relata.query.type.ColumnType;
import relata.query.type.ColumnTypes;

/**
 * A comparison of a column with given values, written in SQL. The names are those of the schema's StringFilter,
 * IDFilter and IntFilter.
 *
 * <p>The columns' collation ignores case and more (kana, width, invisible characters): it sorts well but compares too
 * loosely. So text is compared character by character; if the looser comparison can use an index, it precedes the exact
 * one.
 */
@FunctionalInterface
public interface Lookup {
    /** @param values several for `in`, otherwise one */
    String write(Statement statement, String column, List<Operand> values);

    /** The complement. */
    default String writeNot(Statement statement, String column, List<Operand> values) {
        return "not " + write(statement, column, values);
    }

    /** The character that sorts after all others. */
    String LAST = "\uFFFD";

    /** No indexed column holds that many characters. */
    int LONGEST = 255;

    Pattern TRAILING_MARKS = Pattern.compile("(?<!\\p{M})\\p{M}++\\z");

    /** For all types but text. */
    Map<String, Lookup> COMPARISONS = Map.of(
            "exact", comparison("="),
            "in", in(column -> column),
            "gt", comparison(">"),
            "gte", comparison(">="),
            "lt", comparison("<"),
            "lte", comparison("<="));

    Map<String, Lookup> TEXTS = Map.ofEntries(
            entry("exact", both(comparison("="), exactly("="))),
            entry("iExact", of((statement, column, value) -> fold(column) + " = " + fold(statement.bind(value)))),
            entry("contains", of((statement, column, value) -> "locate(%s, %s) > 0"
                    .formatted(statement.bind(value), exact(column)))),
            entry("iContains", of((statement, column, value) -> "locate(%s, %s) > 0"
                    .formatted(fold(statement.bind(value)), fold(column)))),
            entry("startsWith", both(of(Lookup::prefixed), part("left"))),
            entry("iStartsWith", iPart("left")),
            entry("endsWith", part("right")),
            entry("iEndsWith", iPart("right")),
            entry("regex", matches(Lookup::exact)),
            entry("iRegex", matches(column -> column)),
            entry("in", both(in(column -> column), in(Lookup::exact))),
            entry("gt", exactly(">")),
            entry("gte", exactly(">=")),
            entry("lt", exactly("<")),
            entry("lte", exactly("<=")));

    /** The one lookup for nullable columns of any type. */
    String IS_NULL = "isNull";

    /** Whether a filter can have a lookup of that name for an attribute. */
    static boolean isKnown(Attribute<?, ?> attribute, String name) {
        return of(ColumnTypes.of(attribute)).containsKey(name);
    }

    /** The lookups for columns of a type. */
    static Map<String, Lookup> of(ColumnType type) {
        if (type == ColumnTypes.BOOLEAN) {
            // a boolean stands in a filter by itself
            return Map.of();
        }
        return type == ColumnTypes.TEXT ? TEXTS : COMPARISONS;
    }

    /** A lookup with one value. */
    @FunctionalInterface
    interface Single {
        String write(Statement statement, String column, Operand value);
    }

    private static Lookup of(Single single) {
        return (statement, column, values) -> single.write(statement, column, values.get(0));
    }

    private static Lookup comparison(String operator) {
        return of((statement, column, value) -> column + " " + operator + " " + statement.bind(value));
    }

    private static Lookup exactly(String operator) {
        return of((statement, column, value) -> exact(column) + " " + operator + " " + statement.bind(value));
    }

    private static Lookup both(Lookup indexed, Lookup exact) {
        return new Lookup() {
            @Override
            public String write(Statement statement, String column, List<Operand> values) {
                return Conditions.join(
                        List.of(indexed.write(statement, column, values), exact.write(statement, column, values)),
                        true);
            }

            @Override
            public String writeNot(Statement statement, String column, List<Operand> values) {
                return exact.writeNot(statement, column, values);
            }
        };
    }

    private static Lookup in(UnaryOperator<String> side) {
        return (statement, column, values) -> values.isEmpty()
                ? Conditions.NEVER
                : values.stream()
                        .map(statement::bind)
                        .collect(Collectors.joining(", ", side.apply(column) + " in (", ")"));
    }

    /**
     * Approximates the rows that start with the value by a range of the column's index, up to the value padded with the
     * character that sorts last. If the value ends in a character whose weight may depend on the next one, that range
     * may be wrong, and so may the one that LIKE uses; every match is in one of the two.
     */
    private static String prefixed(Statement statement, String column, Operand value) {
        if (!value.leaf().contracts()) {
            return "%s between %s and %s"
                    .formatted(column, statement.bind(value), statement.bind(run -> filled(value.text(run))));
        }
        String start = statement.bind(run -> start(value.text(run)));
        String like = statement.bind(run -> start(value.text(run)).replaceAll("[!%_]", "!$0") + "%");
        String end = statement.bind(run -> filled(start(value.text(run))));
        return "(%s like %s escape '!' or %1$s between %s and %s)".formatted(column, like, start, end);
    }

    private static String start(String text) {
        return TRAILING_MARKS.matcher(text).replaceFirst("");
    }

    private static String filled(String text) {
        return text + LAST.repeat(LONGEST);
    }

    /** Compares the value with the left or right part of the column that is as long. */
    private static Lookup part(String side) {
        return of((statement, column, value) ->
                "%s(%s, %s) = %s".formatted(side, exact(column), statement.bind(value::length), statement.bind(value)));
    }

    private static Lookup iPart(String side) {
        return of((statement, column, value) -> "%s(%s, %s) = %s"
                .formatted(side, fold(column), statement.bind(value::length), fold(statement.bind(value))));
    }

    private static Lookup matches(UnaryOperator<String> side) {
        return of((statement, column, value) -> {
            statement.pattern(value);
            return "(%s regexp %s)".formatted(side.apply(column), statement.bind(value));
        });
    }

    private static String exact(String text) {
        return text + " collate utf8mb4_nopad_bin";
    }

    /**
     * Ignores case, by Unicode's simple case folding: goes by way of upper case, so that both Greek sigmas are equal,
     * and sets aside the two letters that case mapping, unlike case folding, confuses with i. The collation is
     * explicit: a binary one knows the cases of few scripts, and the connection's may be any.
     */
    private static String fold(String text) {
        String apart = "replace(replace(%s, 'ı', '\uFDD0'), 'İ', '\uFDD1')".formatted(exact(text));
        return exact("lower(upper(%s collate utf8mb4_uca1400_nopad_as_ci))".formatted(apart));
    }
}
