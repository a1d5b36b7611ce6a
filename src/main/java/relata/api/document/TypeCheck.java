package relata.api.document;

import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.ErrorCode;
import relata.api.message.StrictJson;
import relata.api.message.Utf8;

/** Checks a JSON value against a type of the schema. */
final class TypeCheck {
    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_SHOWN = 50;

    private final Suggestions suggestions;
    private final List<Problem> problems = new ArrayList<>();
    // of the value that is being checked; changed in place, since nearly all values are valid
    private final List<Object> path;

    private TypeCheck(Argument at, Suggestions suggestions) {
        this.path = new ArrayList<>(at.path());
        this.suggestions = suggestions;
    }

    /** All that is wrong with a value, up to a limit: a long list can be wrong in each of its elements. */
    static List<Problem> problems(Object value, GraphQLType type, Argument at, Suggestions suggestions) {
        var check = new TypeCheck(at, suggestions);
        check.check(value, type);
        return check.problems;
    }

    /** Reports that the value at the path is wrong. */
    private void refuse(String message) {
        if (problems.size() < MOST_PROBLEMS) {
            var at = Argument.of(path.toArray());
            problems.add(Problem.of(ErrorCode.BAD_USER_INPUT, at, at + " " + message));
        }
    }

    /** Runs a check of a value below the path. */
    private void below(Object key, Runnable check) {
        path.add(key);
        check.run();
        path.remove(path.size() - 1);
    }

    private void check(Object value, GraphQLType type) {
        if (type instanceof GraphQLNonNull nonNull) {
            if (value == null) {
                refuse("must not be null");
            } else {
                check(value, nonNull.getWrappedType());
            }
        } else if (value != null) {
            nonNull(value, type);
        }
    }

    private void nonNull(Object value, GraphQLType type) {
        if (type instanceof GraphQLList list) {
            list(value, list.getWrappedType());
        } else if (type instanceof GraphQLInputObjectType input) {
            object(value, input);
        } else if (type instanceof GraphQLEnumType names) {
            name(value, names);
        } else if (type instanceof GraphQLScalarType scalar && !fits(value, scalar)) {
            refuse("must be %s, not %s".formatted(kind(scalar), shown(value)));
        }
    }

    private void list(Object value, GraphQLType element) {
        if (!(value instanceof List<?> elements)) {
            // a single value is coerced to a list
            check(value, element);
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            Object below = elements.get(i);
            below(i, () -> check(below, element));
        }
    }

    private void object(Object value, GraphQLInputObjectType type) {
        if (!(value instanceof Map<?, ?> object)) {
            refuse("must be an object, not " + shown(value));
            return;
        }
        for (var field : type.getFieldDefinitions()) {
            field(object, field, type);
        }
        var names = type.getFieldDefinitions();
        for (Object key : object.keySet()) {
            String name = (String) key;
            if (type.getFieldDefinition(name) == null) {
                below(
                        Utf8.encodable(shortened(name)),
                        () -> refuse("is not a field of %s.%s".formatted(type.getName(), suggestions.of(name, names))));
            }
        }
        if (type.isOneOf() && object.size() != 1) {
            refuse("must have exactly one field, not " + object.size());
        }
    }

    private void field(Map<?, ?> object, GraphQLInputObjectField field, GraphQLInputObjectType of) {
        Object value = object.get(field.getName());
        if (value != null) {
            below(field.getName(), () -> check(value, field.getType()));
        } else if (object.containsKey(field.getName())) {
            if (of.isOneOf() || GraphQLTypeUtil.isNonNull(field.getType())) {
                below(field.getName(), () -> refuse("must not be null"));
            }
        } else if (GraphQLTypeUtil.isNonNull(field.getType()) && !field.hasSetDefaultValue()) {
            below(field.getName(), () -> refuse("is missing"));
        }
    }

    private void name(Object value, GraphQLEnumType type) {
        if (!(value instanceof String name)) {
            refuse("must be a value of %s, not %s".formatted(type.getName(), shown(value)));
        } else if (type.getValue(name) == null) {
            refuse("must be a value of %s, not %s.%s"
                    .formatted(type.getName(), shown(value), suggestions.of(name, type.getValues())));
        }
    }

    private static boolean fits(Object value, GraphQLScalarType type) {
        if (type.getName().equals(Scalars.GraphQLID.getName())) {
            // graphql-java turns anything into a string
            return value instanceof String
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof BigInteger;
        }
        try {
            type.getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ENGLISH);
            return true;
        } catch (CoercingParseValueException e) {
            return false;
        }
    }

    private static String kind(GraphQLScalarType type) {
        return switch (type.getName()) {
            case "Int" -> "a 32-bit integer";
            case "Float" -> "a number";
            case "String" -> "a string";
            case "Boolean" -> "a boolean";
            case "ID" -> "a string or an integer";
            default -> "a " + type.getName();
        };
    }

    private static String shown(Object value) {
        if (value instanceof String text) {
            return "“" + shortened(text) + "”";
        }
        String text = String.valueOf(value);
        boolean isShort = (value instanceof Number || value instanceof Boolean) && text.length() <= MOST_SHOWN;
        return isShort ? text : StrictJson.kind(value);
    }

    private static String shortened(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
}
