package relata.query;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.RandomGenerator;

/**
 * A document that selects whatever the schema allows: aliases, fragments in fragments, directives, nested lists, and
 * variables at all positions of arguments, with values for each.
 */
final class QuestionDocument {
    private static final String[] WORDS = {"a", "É", "😀", "s", "%", ""};

    private final GraphQLSchema schema;
    private final Map<String, String> connections;
    private final Model model;
    private final Random random;
    private final Generators generators;
    private final Map<String, Variable> variables = new TreeMap<>();
    private final List<Fragment> fragments = new ArrayList<>();
    /** The aliases of each combination of type, field and arguments. No two combinations share one. */
    private final Map<String, List<String>> aliases = new TreeMap<>();

    private final Map<String, String> plain = new TreeMap<>();
    private final boolean hasNodes;
    private int directives;
    private int names;

    private record Variable(String type, String otherwise, Supplier<Object> value) {}

    private record Fragment(String name, String type, int depth, String text) {}

    /** Generators of filters and orders, which take a while to build. */
    static final class Generators {
        private final Questions questions;
        private final Map<String, RandomGenerator<Map<String, Object>>> filters = new TreeMap<>();
        private final Map<String, RandomGenerator<List<Object>>> orders = new TreeMap<>();

        Generators(Questions questions) {
            this.questions = questions;
        }

        RandomGenerator<Map<String, Object>> filter(String type, int depth) {
            return filters.computeIfAbsent(
                    type + depth, unused -> questions.filters(type, depth).generator(1000));
        }

        RandomGenerator<List<Object>> order(String type) {
            return orders.computeIfAbsent(type, unused -> questions.orders(type).generator(1000));
        }
    }

    /** The value of a variable that is left out. */
    private static final Object NOTHING = new Object();

    QuestionDocument(GraphQLSchema schema, Model model, Generators generators, Random random) {
        this.schema = schema;
        this.connections = Questions.connections(schema);
        this.model = model;
        this.random = random;
        this.generators = generators;
        this.hasNodes = oneOf(3);
    }

    private boolean oneOf(int cases) {
        return random.nextInt(cases) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Map<String, Object> filter(String type, int depth) {
        return generators.filter(type, depth).next(random).value();
    }

    private List<Object> order(String type) {
        return generators.order(type).next(random).value();
    }

    /** A query. */
    String query() {
        var fields = new ArrayList<String>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            fields.add(root());
        }
        if (hasNodes) {
            fields.add(node());
        }
        return whole("query", String.join(" ", fields));
    }

    /** The document of an operation with those fields. */
    String whole(String operation, String fields) {
        String text = " { " + fields + " } "
                + fragments.stream()
                        .map(fragment -> "fragment " + fragment.name + " on " + fragment.type + " " + fragment.text)
                        .collect(Collectors.joining(" "));
        variables.keySet().removeIf(name -> !Pattern.compile("\\$" + name + "\\b")
                .matcher(text)
                .find());
        String declared = variables.entrySet().stream()
                .map(variable ->
                        "$" + variable.getKey() + ": " + variable.getValue().type + variable.getValue().otherwise)
                .collect(Collectors.joining(", "));
        return operation + (declared.isEmpty() ? "" : " (" + declared + ")") + text;
    }

    void declare(String name, String type, Object value) {
        variables.put(name, new Variable(type, "", () -> value));
    }

    /** Some values for its variables; nullable ones may be left out. */
    Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        variables.forEach((name, variable) -> {
            Object value = variable.value.get();
            if (!variable.type.endsWith("!") && oneOf(12)) {
                value = oneOf(2) ? null : NOTHING;
            }
            if (value != NOTHING) {
                values.put(name, value);
            }
        });
        return values;
    }

    private String variable(String type, String otherwise, Supplier<Object> value) {
        String name = "v" + names++;
        variables.put(name, new Variable(type, otherwise, value));
        return "$" + name;
    }

    // roots

    private String root() {
        String type = any(List.copyOf(connections.keySet()));
        if (oneOf(4)) {
            String field = type.substring(0, 1).toLowerCase() + type.substring(1);
            return "r" + names++ + ": " + field + "(id: " + id(() -> idOf(type, oneOf(2))) + ")" + directive()
                    + record(type, 3);
        }
        return "r" + names++ + ": " + connections.get(type) + pageArguments(type) + directive()
                + object(type + "Connection", 4);
    }

    private String node() {
        if (oneOf(2)) {
            return "r" + names++ + ": node(id: " + id(() -> idOfAny()) + ")" + directive() + record("Node", 3);
        }
        Supplier<Object> ids = () -> {
            var some = new ArrayList<String>();
            for (int n = random.nextInt(7); n > 0; n--) {
                some.add(idOfAny());
            }
            return some;
        };
        String argument = oneOf(2) ? variable("[ID!]!", "", ids) : literal(ids.get(), schema.getType("ID"));
        return "r" + names++ + ": nodes(ids: " + argument + ")" + directive() + record("Node", 3);
    }

    private String id(Supplier<String> ids) {
        return oneOf(2) ? variable("ID!", "", ids::get) : quoted(ids.get());
    }

    private String idOfAny() {
        return idOf(any(List.copyOf(connections.keySet())), true);
    }

    private String idOf(String type, boolean isFull) {
        long key = oneOf(8) ? 999_999_999_999L : any(model.all(type)).key;
        return (isFull ? type + ":" : "") + key;
    }

    private String pageArguments(String type) {
        var arguments = new ArrayList<String>();
        List<Object> orderBy = null;
        if (oneOf(2)) {
            orderBy = order(type);
            arguments.add("orderBy: " + literal(orderBy, schema.getType(type + "Order")));
        } else if (oneOf(3)) {
            arguments.add("orderBy: " + orderVariable(type));
            orderBy = List.of("by a variable");
        }
        if (oneOf(2)) {
            arguments.add("where: " + where(type));
        }
        switch (random.nextInt(7)) {
            case 0 -> arguments.add("last: " + number(0, 6));
            case 1 -> {
                arguments.add("first: " + number(0, 6));
                arguments.add("offset: " + number(0, 12));
            }
            case 2 -> {
                if (orderBy == null || !orderBy.contains("by a variable")) {
                    arguments.add("first: " + number(0, 6));
                    arguments.add("after: " + cursor(type, orderBy));
                }
            }
            case 3 -> {
                if (orderBy == null || !orderBy.contains("by a variable")) {
                    arguments.add("last: " + number(0, 6));
                    arguments.add("before: " + cursor(type, orderBy));
                }
            }
            case 4 -> {
                // all of them
            }
            default -> arguments.add("first: " + number(0, 8));
        }
        return arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
    }

    private String cursor(String type, List<Object> orderBy) {
        Supplier<Object> cursors = () -> model.cursor(any(model.all(type)), orderBy);
        return oneOf(2) ? variable("String!", "", cursors) : quoted((String) cursors.get());
    }

    private String orderVariable(String type) {
        return variable("[" + type + "Order!]", "", () -> order(type));
    }

    private String where(String type) {
        if (oneOf(4)) {
            return variable(type + "Filter", "", () -> filter(type, 2));
        }
        return literal(filter(type, 3), schema.getType(type + "Filter"), type, "where");
    }

    private String number(int least, int most) {
        Supplier<Object> numbers = () -> random.nextInt(least, most + 1);
        if (oneOf(2)) {
            return variable("Int", oneOf(3) ? " = 2" : "", numbers);
        }
        return oneOf(20) ? "null" : "" + numbers.get();
    }

    // selections

    private String directive() {
        if (directives > 40 || !oneOf(6)) {
            return "";
        }
        directives++;
        String name = oneOf(2) ? "@include" : "@skip";
        String value = oneOf(5) ? "" + random.nextBoolean() : variables.containsKey("b") && oneOf(2) ? "$b" : flag();
        return " " + name + "(if: " + value + ")";
    }

    private String flag() {
        if (variables.values().stream()
                        .filter(variable -> variable.type.equals("Boolean!"))
                        .count()
                < 4) {
            variables.putIfAbsent("b", new Variable("Boolean!", "", random::nextBoolean));
            return variable("Boolean!", "", random::nextBoolean);
        }
        return "$b";
    }

    String record(String type, int depth) {
        var selections = new ArrayList<String>();
        for (int n = random.nextInt(4) + 1; n > 0; n--) {
            selections.add(selection(type, depth));
        }
        return " { " + String.join(" ", selections) + " }";
    }

    private String object(String type, int depth) {
        return record(type, depth);
    }

    private String selection(String type, int depth) {
        int choice = random.nextInt(10);
        if (choice == 0 || type.equals("Node") && choice < 6) {
            String on = type.equals("Node")
                    ? oneOf(6) ? "Node" : any(List.copyOf(connections.keySet()))
                    : type.endsWith("Connection") || type.endsWith("Edge") || type.equals("PageInfo") || oneOf(2)
                            ? type
                            : "Node";
            if (oneOf(3) && !type.endsWith("Connection")) {
                return spread(on, depth);
            }
            return "... " + (on.equals(type) && oneOf(2) ? "" : "on " + on) + directive() + record(on, depth - 1);
        }
        if (choice == 1 && depth > 0) {
            return spread(type, depth);
        }
        return field(type, depth);
    }

    /** A spread of an existing fragment, or of a new one. */
    private String spread(String type, int depth) {
        var known = fragments.stream()
                .filter(fragment -> fragment.type.equals(type) && fragment.depth <= depth)
                .toList();
        Fragment fragment;
        if (!known.isEmpty() && oneOf(2)) {
            fragment = any(known);
        } else {
            int below = Math.min(2, depth - 1);
            String text = record(type, below);
            fragment = new Fragment("f" + names++, type, Math.max(0, below) + 1, text);
            fragments.add(fragment);
        }
        return "..." + fragment.name + directive();
    }

    private String field(String type, int depth) {
        var fields = new ArrayList<>(List.of("__typename"));
        if (!type.equals("Node")) {
            fields.addAll(schema.getObjectType(type).getFieldDefinitions().stream()
                    .filter(field -> depth > 0 || isScalar(GraphQLTypeUtil.unwrapAll(field.getType())))
                    .map(field -> field.getName())
                    .toList());
            // selects nested fields more often
            if (depth > 1) {
                List.copyOf(fields).stream()
                        .filter(name -> !name.equals("__typename")
                                && !isScalar(GraphQLTypeUtil.unwrapAll(schema.getObjectType(type)
                                        .getFieldDefinition(name)
                                        .getType())))
                        .forEach(fields::add);
            }
        } else {
            fields.addAll(List.of("id", "label"));
        }
        String name = any(fields);
        if (name.equals("__typename")) {
            return (oneOf(2) ? "t: " : "") + name + directive();
        }
        var definition = type.equals("Node") ? null : schema.getObjectType(type).getFieldDefinition(name);
        String arguments = "";
        boolean isOfRecord = connections.containsKey(type);
        if (isOfRecord && definition.getArgument("first") != null) {
            arguments = listArguments(element(definition));
        } else if (isOfRecord && definition.getArgument("where") != null && oneOf(2)) {
            arguments = "(where: " + where(element(definition)) + ")";
        }
        String key = key(type, name, arguments);
        String below = definition == null ? "" : below(GraphQLTypeUtil.unwrapAll(definition.getType()), depth);
        // the arguments are those of the key, whatever was generated
        return key + directive() + below;
    }

    /** The type that the filter of a list or a count applies to. */
    private static String element(GraphQLFieldDefinition list) {
        return GraphQLTypeUtil.unwrapAll(list.getArgument("where").getType())
                .getName()
                .replaceFirst("Filter$", "");
    }

    private String below(GraphQLType type, int depth) {
        return isScalar(type) ? "" : object(GraphQLTypeUtil.simplePrint(type), depth - 1);
    }

    private static boolean isScalar(GraphQLType type) {
        return !(type instanceof graphql.schema.GraphQLObjectType);
    }

    /** The alias, the field and its arguments, which are the same for all that share an alias. */
    private String key(String type, String name, String arguments) {
        String owner = List.of("id", "label", "name").contains(name) ? "" : type;
        // selected through Node, one restaurant is nullable and the other is not
        boolean mustAlias = hasNodes && name.equals("restaurant");
        var known = aliases.keySet().stream()
                .filter(key -> key.startsWith(owner + "." + name + "("))
                .toList();
        if (!known.isEmpty() && oneOf(3)) {
            String same = any(known);
            String given = same.substring(same.indexOf('(') + 1);
            String alias = any(aliases.get(same));
            return (alias.isEmpty() ? "" : alias + ": ") + name + given;
        }
        String full = owner + "." + name + "(" + arguments;
        boolean isPlain = !mustAlias && oneOf(2) && arguments.equals(plain.getOrDefault(name, arguments));
        String alias = isPlain ? "" : names < 45 ? "x" + names++ : null;
        if (alias == null) {
            return mustAlias ? "y_" + type + ": " + name : name + plainOf(name);
        }
        if (isPlain) {
            plain.put(name, arguments);
        }
        aliases.computeIfAbsent(full, unused -> new ArrayList<>()).add(alias);
        return (alias.isEmpty() ? "" : alias + ": ") + name + arguments;
    }

    private String plainOf(String name) {
        return plain.computeIfAbsent(name, unused -> "");
    }

    private String listArguments(String type) {
        var arguments = new ArrayList<String>();
        if (oneOf(2)) {
            arguments.add("where: " + where(type));
        }
        if (oneOf(2)) {
            arguments.add("orderBy: "
                    + (oneOf(3) ? orderVariable(type) : literal(order(type), schema.getType(type + "Order"))));
        }
        if (oneOf(2)) {
            arguments.add("first: " + (oneOf(30) ? "-1" : number(0, 3)));
        }
        if (oneOf(4)) {
            arguments.add("offset: " + number(0, 2));
        }
        return arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
    }

    // literals

    private String literal(Object value, GraphQLType type) {
        return literal(value, type, "", "");
    }

    /** A literal, in which some values are variables. */
    private String literal(Object value, GraphQLType type, String owner, String name) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (value instanceof List<?> list) {
            GraphQLType element =
                    nullable instanceof GraphQLList listed ? (GraphQLType) listed.getWrappedType() : nullable;
            if (isLeaf(element) && !list.isEmpty() && oneOf(6)) {
                return variable(
                        "[" + GraphQLTypeUtil.unwrapAll(element).getName() + "!]"
                                + (oneOf(4) && !owner.isEmpty() ? "" : "!"),
                        "",
                        () -> list.subList(0, random.nextInt(list.size() + 1)));
            }
            return list.stream()
                    .map(each -> literal(each, GraphQLNonNull.nonNull(unwrapped(element)), owner, name))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            var object = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(nullable);
            boolean isFilter = object.getName().endsWith("Filter") && object.getField("not") != null;
            if (isFilter && !name.equals("where") && oneOf(12)) {
                String of = object.getName().replaceFirst("Filter$", "");
                return variable(object.getName() + "!", "", () -> filter(of, 1));
            }
            String owns = object.getName().replaceFirst("(Filter|Order)$", "");
            String next = connections.containsKey(owns) ? owns : owner;
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": "
                            + literal(
                                    entry.getValue(),
                                    object.isOneOf()
                                            ? GraphQLNonNull.nonNull(unwrapped(object.getField((String) entry.getKey())
                                                    .getType()))
                                            : object.getField((String) entry.getKey())
                                                    .getType(),
                                    next,
                                    (String) entry.getKey()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (nullable instanceof GraphQLEnumType choice) {
            return oneOf(6)
                    ? variable(choice.getName() + "!", "", () -> any(choice.getValues())
                            .getName())
                    : "" + value;
        }
        if (!name.endsWith("egex") && !name.isEmpty() && oneOf(5)) {
            String scalar = GraphQLTypeUtil.unwrapAll(nullable).getName();
            Supplier<Object> values =
                    switch (scalar) {
                        case "Boolean" -> random::nextBoolean;
                        case "Int" -> () -> random.nextInt(4);
                        case "ID" -> () -> idOf(owner, oneOf(2));
                        case "String" -> () -> oneOf(2) ? value : any(List.of(WORDS));
                        default -> () -> value;
                    };
            boolean mayBeLeftOut = !(type instanceof GraphQLNonNull) && oneOf(3);
            return variable(scalar + (mayBeLeftOut ? "" : "!"), "", values);
        }
        return value instanceof String text ? quoted(text) : "" + value;
    }

    private static GraphQLType unwrapped(GraphQLType type) {
        return GraphQLTypeUtil.unwrapNonNull(type);
    }

    private static boolean isLeaf(GraphQLType type) {
        return !(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputObjectType)
                && !(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLEnumType);
    }

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
