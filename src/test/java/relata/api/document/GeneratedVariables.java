package relata.api.document;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes requests with one variable somewhere in their arguments, which often has a wrong value. */
final class GeneratedVariables {
    private static final int DEEPEST = 6;
    private static final Object ABSENT = new Object();
    private static final List<Object> WRONG = Arrays.asList(
            null,
            true,
            0,
            -1,
            1.5,
            2147483648L,
            new BigInteger("99999999999999999999"),
            1e300,
            "",
            "x",
            "ASC",
            "Place:1",
            "Nothing:1",
            "\u0000",
            List.of(),
            Collections.singletonList(null),
            List.of(List.of("1")),
            List.of(Map.of()),
            Map.of(),
            Map.of("id", "1"),
            Map.of("nowhere", 1),
            Collections.singletonMap("name", null));

    private final GraphQLSchema schema;
    private final Random random;
    private String declared;
    private GraphQLType position;

    GeneratedVariables(GraphQLSchema schema, Random random) {
        this.schema = schema;
        this.random = random;
    }

    /** A request: `query` and `variables`. */
    Map<String, Object> next() {
        declared = null;
        var operation = pick(List.of("query", "mutation", "subscription"));
        var root =
                switch (operation) {
                    case "query" -> schema.getQueryType();
                    case "mutation" -> schema.getMutationType();
                    default -> schema.getSubscriptionType();
                };
        String field = field(pick(root.getFieldDefinitions()));
        if (operation.equals("query") && random.nextInt(5) == 0) {
            var nested = schema.getObjectType("Restaurant").getFieldDefinition(pick(List.of("waiters", "waiterCount")));
            field = "restaurants { nodes { %s } }".formatted(field(nested));
        }
        if (declared == null) {
            declare(schema.getDirective("include").getArgument("if").getType());
            String directive = "@%s(if: $v)".formatted(pick(List.of("include", "skip")));
            field = operation.equals("subscription")
                    // its root takes none
                    ? field.replace("__typename", "__typename " + directive)
                    : "%s again: __typename %s".formatted(field, directive);
        }
        var request = new HashMap<String, Object>();
        request.put("query", "%s ($v: %s) { %s }".formatted(operation, declared, field));
        Object value = random.nextInt(8) == 0 ? ABSENT : json(position, 0);
        request.put("variables", value == ABSENT ? Map.of() : Collections.singletonMap("v", value));
        return request;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String field(GraphQLFieldDefinition field) {
        String arguments = field.getArguments().stream()
                .filter(argument -> GraphQLTypeUtil.isNonNull(argument.getType()) || isToBeGiven(argument))
                .map(argument -> argument.getName() + ": " + argument(argument))
                .collect(Collectors.joining(", "));
        boolean isLeaf = !(GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType
                || field.getName().startsWith("node"));
        return field.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")") + (isLeaf ? "" : " { __typename }");
    }

    /** A subscription is to end by itself, since its cursor is none. */
    private boolean isToBeGiven(GraphQLArgument argument) {
        return isOfFeed(argument) || random.nextInt(3) == 0;
    }

    private static boolean isOfFeed(GraphQLArgument argument) {
        return argument.getName().equals("after");
    }

    private String argument(GraphQLArgument argument) {
        return isOfFeed(argument) ? "\"none\"" : literal(argument.getType(), 0);
    }

    /** A literal that fits, or the variable. */
    private String literal(GraphQLType type, int depth) {
        if (declared == null && random.nextInt(3) == 0) {
            declare(type);
            return "$v";
        }
        return constant(type, depth);
    }

    private void declare(GraphQLType type) {
        position = type;
        String name = GraphQLTypeUtil.simplePrint(type);
        var nullable = GraphQLTypeUtil.unwrapNonNull(type);
        declared = switch (random.nextInt(3)) {
            case 0 -> name;
            // where it must not be null, it may be with a default: of the variable here, or of the position
            case 1 -> GraphQLTypeUtil.simplePrint(nullable) + " = " + constant(nullable, DEEPEST, true);
            default -> GraphQLTypeUtil.simplePrint(nullable);
        };
    }

    private String constant(GraphQLType type, int depth) {
        return constant(type, depth, false);
    }

    private String constant(GraphQLType type, int depth, boolean isDefault) {
        var nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (nullable instanceof GraphQLList list) {
            int size = depth > DEEPEST || isDefault ? 0 : 1 + random.nextInt(2);
            var elements = new ArrayList<String>();
            for (int i = 0; i < size; i++) {
                elements.add(below(list.getWrappedType(), depth, isDefault));
            }
            return "[" + String.join(", ", elements) + "]";
        }
        if (nullable instanceof GraphQLInputObjectType object) {
            return fields(object, depth).stream()
                    .map(field -> field.getName() + ": " + below(field.getType(), depth, isDefault))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (nullable instanceof GraphQLEnumType names) {
            return names.getValues().get(0).getName();
        }
        return switch (((GraphQLNamedType) nullable).getName()) {
            case "Int", "ID" -> "1";
            case "Boolean" -> "true";
            default -> "\"x\"";
        };
    }

    private String below(GraphQLType type, int depth, boolean isDefault) {
        return isDefault ? constant(type, depth + 1, true) : literal(type, depth + 1);
    }

    private List<GraphQLInputObjectField> fields(GraphQLInputObjectType type, int depth) {
        if (type.isOneOf()) {
            // the first one is a leaf
            return List.of(depth >= DEEPEST ? type.getFieldDefinitions().get(0) : pick(type.getFieldDefinitions()));
        }
        return type.getFieldDefinitions().stream()
                .filter(field -> GraphQLTypeUtil.isNonNull(field.getType())
                        ? !field.hasSetDefaultValue() || random.nextInt(2) == 0
                        : depth < DEEPEST && random.nextInt(5) == 0)
                .toList();
    }

    /** A value that fits its type, but often not everywhere. */
    private Object json(GraphQLType type, int depth) {
        if (random.nextInt(4) == 0) {
            return pick(WRONG);
        }
        var nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (nullable instanceof GraphQLList list) {
            var elements = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0 && depth < DEEPEST; i--) {
                elements.add(json(list.getWrappedType(), depth + 1));
            }
            return elements;
        }
        if (nullable instanceof GraphQLInputObjectType object) {
            var fields = new LinkedHashMap<String, Object>();
            fields(object, depth).forEach(field -> fields.put(field.getName(), json(field.getType(), depth + 1)));
            return fields;
        }
        if (nullable instanceof GraphQLEnumType names) {
            return names.getValues().get(0).getName();
        }
        return switch (((GraphQLNamedType) nullable).getName()) {
            case "Int" -> random.nextInt(3);
            case "ID" -> pick(List.of(1, "1", "Place:1"));
            case "Boolean" -> random.nextBoolean();
            default -> pick(List.of("x", "(", "\\", "é"));
        };
    }
}
