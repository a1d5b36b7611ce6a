package relata.query;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Filters and orders of every shape that the schema allows. */
final class Questions {
    /** Characters that differ in case, accents, width, kana or padding, or are special elsewhere. */
    private static final String[] ALPHABET = {
        "a", "A", "e", "E", "é", "É", "e\u0301", "\u0301", " ", "%", "_", "\\", "!", "'", "😀", "😁", "ß", "ẞ", "ss",
                "σ",
        "ς", "Σ", "か", "カ", "が", "ｶ", "Ａ", "ａ", "\u00AD", "\u200D", "i", "I", "ı", "İ", "ſ", "s", "K", "k", "𐐀", "𐐨",
        "\uFFFD", "\t", "0", "Ǆ", "ǅ", "เ", "ก", "\uE000", "中", "и", "и\u0306", "ا", "ا\u0653"
    };

    private static final String[] PATTERNS = {
        "",
        "a",
        "^a",
        "É$",
        "^.$",
        "^..$",
        "[aeé]",
        "a.*s",
        "\\\\",
        "\\.",
        "%",
        "_",
        "^[^a]*$",
        "(a|ß)(s|σ)",
        "e{2,}",
        "\\x{1F600}",
        "^\\Qa",
        "K",
        "σ",
        // no ranges beyond letters: Java and PCRE2 differ in which case variants those include
        "^[^a]{2}"
    };

    /** Neighbouring values, which less exact types would not distinguish. */
    static final Long[] LONGS = {
        0L, -1L, 5L, 9007199254740992L, 9007199254740993L, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE
    };

    static final String[] DECIMALS = {
        "0", "0.1", "0.10", "9.99", "10", "1E+1", "10.005", "99999999.99", "99999999.98", "-1", "0.30000000000000004"
    };

    static final String[] DATES = {"1000-01-01", "2023-12-31", "2024-02-29", "2024-03-01", "9999-12-31"};

    static final String[] TIMES = {
        "1969-12-31T23:59:59.5Z",
        "2020-01-01T00:00:00Z",
        "2020-01-01T05:30:00+05:30",
        "2024-03-31T01:30:00Z",
        "2024-03-31T02:30:00.000001Z",
        "2024-03-31T02:30:00.0000015Z",
        "9999-12-31T23:59:59.999999Z"
    };

    private final GraphQLSchema schema;
    private final Model model;

    Questions(GraphQLSchema schema, Model model) {
        this.schema = schema;
        this.model = model;
    }

    /** The field of Query for the connection of each type. */
    static Map<String, String> connections(GraphQLSchema schema) {
        var connections = new TreeMap<String, String>();
        schema.getQueryType().getFields().forEach(field -> {
            String type = GraphQLTypeUtil.unwrapAll(field.getType()).getName();
            if (type.endsWith("Connection")) {
                connections.put(type.replaceFirst("Connection$", ""), field.getName());
            }
        });
        return connections;
    }

    static Arbitrary<String> texts() {
        return Arbitraries.of(ALPHABET).list().ofMaxSize(3).map(parts -> String.join("", parts));
    }

    /** Texts that are valid names. */
    static Arbitrary<String> names() {
        return texts().filter(text ->
                !text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }

    @SuppressWarnings("unchecked")
    Arbitrary<Map<String, Object>> filters(String type, int depth) {
        return input(schema.getType(type + "Filter"), "where", type, depth).map(value -> (Map<String, Object>) value);
    }

    Arbitrary<List<Object>> orders(String type) {
        return input(schema.getType(type + "Order"), "orderBy", type, 3).list().ofMaxSize(4);
    }

    private Arbitrary<Object> input(GraphQLType type, String name, String owner, int depth) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (nullable instanceof GraphQLList list) {
            return input(list.getWrappedType(), name, owner, depth)
                    .list()
                    .ofMaxSize(3)
                    .map(values -> values);
        }
        if (nullable instanceof GraphQLInputObjectType object) {
            return object.isOneOf() ? one(object, depth) : some(object, depth);
        }
        if (nullable instanceof GraphQLEnumType choice) {
            return Arbitraries.of(choice.getValues()).map(value -> value.getName());
        }
        return scalar(((GraphQLNamedType) nullable).getName(), name, owner);
    }

    private Arbitrary<Object> scalar(String scalar, String name, String owner) {
        return switch (scalar) {
            case "Boolean" -> Arbitraries.of(true, false);
            case "Int" -> Arbitraries.integers().between(-1, 4).map(number -> number);
            case "Long" -> Arbitraries.of(LONGS).map(number -> number);
            case "Decimal" -> Arbitraries.of(DECIMALS).map(BigDecimal::new);
            case "Date" -> Arbitraries.of(DATES).map(date -> date);
            case "DateTime" -> Arbitraries.of(TIMES).map(time -> time);
            case "ID" -> Arbitraries.of(model.all(owner)).flatMap(thing -> Arbitraries.of(thing.id(), "" + thing.key));
            default -> (name.endsWith("egex") ? Arbitraries.of(PATTERNS) : texts()).map(text -> text);
        };
    }

    private Arbitrary<Object> one(GraphQLInputObjectType object, int depth) {
        return Arbitraries.of(usable(object, depth))
                .flatMap(field -> field(object, field, depth).map(value -> Map.of(field.getName(), value)));
    }

    private Arbitrary<Object> some(GraphQLInputObjectType object, int depth) {
        var usable = usable(object, depth);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(0)),
                        net.jqwik.api.Tuple.of(12, Arbitraries.just(1)),
                        net.jqwik.api.Tuple.of(4, Arbitraries.just(2)))
                .flatMap(size -> Arbitraries.of(usable).set().ofSize(Math.min(size, usable.size())))
                .flatMap(fields -> {
                    var chosen = new ArrayList<>(fields);
                    var values = chosen.stream()
                            .map(field -> field(object, field, depth))
                            .toList();
                    return Combinators.combine(values).as(given -> {
                        var map = new LinkedHashMap<String, Object>();
                        for (int i = 0; i < given.size(); i++) {
                            map.put(chosen.get(i).getName(), given.get(i));
                        }
                        return map;
                    });
                });
    }

    private Arbitrary<Object> field(GraphQLInputObjectType object, GraphQLInputObjectField field, int depth) {
        // the ids in an IDFilter are of the type whose filter contains it
        String owner = object.getName().replaceFirst("(Filter|Order)$", "");
        GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType());
        if (type instanceof GraphQLInputObjectType below && below.getName().equals("IDFilter")) {
            return some(below, owner);
        }
        return input(field.getType(), field.getName(), owner, depth - 1);
    }

    private Arbitrary<Object> some(GraphQLInputObjectType ids, String owner) {
        return Arbitraries.of(ids.getFields()).flatMap(field -> input(field.getType(), field.getName(), owner, 0)
                .map(value -> Map.of(field.getName(), value)));
    }

    /** The fields that lead no deeper than allowed. */
    private static List<GraphQLInputObjectField> usable(GraphQLInputObjectType object, int depth) {
        return object.getFields().stream()
                .filter(field -> depth > 0 || !isNested(GraphQLTypeUtil.unwrapAll(field.getType())))
                .toList();
    }

    private static boolean isNested(GraphQLType type) {
        return type instanceof GraphQLInputObjectType object
                && object.getFields().stream()
                        .map(field -> GraphQLTypeUtil.unwrapAll(field.getType()))
                        .anyMatch(GraphQLInputObjectType.class::isInstance);
    }
}
