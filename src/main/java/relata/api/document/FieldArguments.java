package relata.api.document;

import graphql.GraphQLContext;
import graphql.execution.ValuesResolver;
import graphql.language.ArrayValue;
import graphql.language.Field;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.InputValueWithState;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import relata.api.DocumentMemo;
import relata.api.document.ArgumentValue.Constant;
import relata.api.document.ArgumentValue.Elements;
import relata.api.document.ArgumentValue.Entries;
import relata.api.document.ArgumentValue.Variable;

/**
 * The arguments of a field in a document, which must be valid. Literals are coerced once; a request only puts its
 * variables in. Section 6.4.1 of the GraphQL specification.
 */
public final class FieldArguments {
    private final ArgumentValue values;

    private FieldArguments(ArgumentValue values) {
        this.values = values;
    }

    /** A root field in the memo of its document. */
    private record Site(Field field) {}

    /** The values of the arguments of a root field that is running. They must not be changed. */
    public static Map<String, Object> of(DataFetchingEnvironment environment) {
        return of(
                environment.getField(),
                environment.getFieldDefinition(),
                environment.getVariables(),
                environment.getGraphQlContext());
    }

    /**
     * The same, before the field runs.
     *
     * @param variables coerced to their types
     */
    public static Map<String, Object> of(
            Field field, GraphQLFieldDefinition definition, Map<String, Object> variables, GraphQLContext context) {
        return DocumentMemo.of(context)
                .get(new Site(field), () -> compile(field, definition))
                .in(variables);
    }

    /** Compiles the arguments of any field, root or not; its definition gives their types and defaults. */
    public static FieldArguments compile(Field field, GraphQLFieldDefinition definition) {
        var given = new HashMap<String, Value<?>>();
        field.getArguments().forEach(argument -> given.put(argument.getName(), argument.getValue()));
        return new FieldArguments(
                object(given, definition.getArguments().stream().map(Place::of).toList()));
    }

    /** An argument or an input field in the schema. */
    private record Place(String name, GraphQLInputType type, InputValueWithState otherwise) {
        static Place of(GraphQLArgument argument) {
            return new Place(argument.getName(), argument.getType(), argument.getArgumentDefaultValue());
        }

        static Place of(GraphQLInputObjectField field) {
            return new Place(field.getName(), field.getType(), field.getInputFieldDefaultValue());
        }
    }

    /** Their values in a request, by name, in the order of the schema; what has none is left out. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> in(Map<String, Object> variables) {
        return (Map<String, Object>) values.in(variables);
    }

    private static ArgumentValue object(Map<String, Value<?>> given, List<Place> places) {
        var parts = new LinkedHashMap<String, ArgumentValue>();
        for (var place : places) {
            var value = given.get(place.name);
            var otherwise = place.otherwise.isSet() ? coerced(place.otherwise, place.type) : null;
            if (value instanceof VariableReference variable) {
                parts.put(place.name, new Variable(variable.getName(), otherwise));
            } else if (value != null) {
                parts.put(place.name, value(value, place.type));
            } else if (otherwise != null) {
                parts.put(place.name, otherwise);
            }
        }
        var entries = new Entries(parts);
        return areConstant(parts.values())
                ? new Constant(Collections.unmodifiableMap((Map<?, ?>) entries.in(Map.of())))
                : entries;
    }

    private static ArgumentValue value(Value<?> value, GraphQLInputType declared) {
        if (value instanceof VariableReference variable) {
            return new Variable(variable.getName(), null);
        }
        var type = GraphQLTypeUtil.unwrapNonNull(declared);
        if (type instanceof GraphQLList list && !(value instanceof NullValue)) {
            var elementType = (GraphQLInputType) list.getWrappedType();
            // a single value stands for a list of one
            Stream<?> values = value instanceof ArrayValue array ? array.getValues().stream() : Stream.of(value);
            return elements(values.map(element -> value((Value<?>) element, elementType))
                    .toList());
        }
        if (value instanceof ObjectValue object && type instanceof GraphQLInputObjectType input) {
            var given = new HashMap<String, Value<?>>();
            object.getObjectFields().forEach(field -> given.put(field.getName(), field.getValue()));
            return object(
                    given, input.getFieldDefinitions().stream().map(Place::of).toList());
        }
        return coerced(InputValueWithState.newLiteralValue(value), declared);
    }

    private static ArgumentValue elements(List<ArgumentValue> parts) {
        var elements = new Elements(parts);
        return areConstant(parts)
                ? new Constant(Collections.unmodifiableList((List<?>) elements.in(Map.of())))
                : elements;
    }

    private static boolean areConstant(Iterable<ArgumentValue> parts) {
        for (var part : parts) {
            if (!(part instanceof Constant)) {
                return false;
            }
        }
        return true;
    }

    private static Constant coerced(InputValueWithState value, GraphQLInputType type) {
        return new Constant(ValuesResolver.valueToInternalValue(value, type, GraphQLContext.getDefault(), Locale.ROOT));
    }
}
