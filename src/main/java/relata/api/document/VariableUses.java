package relata.api.document;

import graphql.Scalars;
import graphql.execution.TypeFromAST;
import graphql.language.ArrayValue;
import graphql.language.DirectivesContainer;
import graphql.language.Node;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.api.Argument;

/** The uses of an operation's variables, and errors in its values and directives that graphql-java does not report. */
final class VariableUses {
    private final GraphQLSchema schema;
    private final Map<String, VariableUse> uses = new LinkedHashMap<>();
    private final List<ValidationError> errors = new ArrayList<>();

    VariableUses(OperationDefinition operation, GraphQLSchema schema) {
        this.schema = schema;
        for (var definition : operation.getVariableDefinitions()) {
            var type = (GraphQLInputType) TypeFromAST.getTypeFromAST(schema, definition.getType());
            uses.put(definition.getName(), VariableUse.of(definition, type));
            directives(definition);
            value(definition.getDefaultValue(), type, null, false);
        }
        directives(operation);
    }

    List<VariableUse> variables() {
        return List.copyOf(uses.values());
    }

    List<ValidationError> errors() {
        return errors;
    }

    /** Adds the uses in the arguments of directives. */
    void directives(DirectivesContainer<?> container) {
        for (var directive : container.getDirectives()) {
            String name = directive.getName();
            if (!SupportedDirectives.contain(name)) {
                refuse(directive, ValidationErrorType.UnknownDirective, "Unknown directive '%s'".formatted(name));
                continue;
            }
            for (var argument : directive.getArguments()) {
                var definition = schema.getDirective(name).getArgument(argument.getName());
                value(argument.getValue(), definition.getType(), null, false);
            }
        }
    }

    /**
     * Adds the uses in the value of an argument.
     *
     * @return whether variables decide how long it is
     */
    boolean argument(String name, Value<?> value, GraphQLType type) {
        return value(value, type, Argument.of(name), false);
    }

    private boolean value(Value<?> value, GraphQLType type, Argument at, boolean isOneOf) {
        var nullable = GraphQLTypeUtil.unwrapNonNull(type);
        boolean isSized = false;
        if (value instanceof VariableReference reference) {
            uses.computeIfPresent(
                    reference.getName(), (name, use) -> use.standsAt(at, GraphQLTypeUtil.isNonNull(type), isOneOf));
            isSized = nullable == Scalars.GraphQLInt
                    || !(GraphQLTypeUtil.isScalar(nullable) || GraphQLTypeUtil.isEnum(nullable));
        } else if (value instanceof NullValue && isOneOf) {
            refuse(
                    value,
                    ValidationErrorType.NullValueForNonNullArgument,
                    "The field of a OneOf type must not be null");
        } else if (value instanceof ArrayValue list && nullable instanceof GraphQLList of) {
            for (int i = 0; i < list.getValues().size(); i++) {
                isSized |= value(list.getValues().get(i), of.getWrappedType(), below(at, i), false);
            }
        } else if (nullable instanceof GraphQLList of) {
            isSized = value(value, of.getWrappedType(), at, isOneOf);
        } else if (value instanceof ObjectValue object && nullable instanceof GraphQLInputObjectType input) {
            for (var field : object.getObjectFields()) {
                var definition = input.getFieldDefinition(field.getName());
                isSized |= value(field.getValue(), definition.getType(), below(at, field.getName()), input.isOneOf());
            }
        }
        return isSized;
    }

    private void refuse(Node<?> node, ValidationErrorType type, String message) {
        errors.add(ValidationError.newValidationError()
                .validationErrorType(type)
                .sourceLocation(node.getSourceLocation())
                .description(message)
                .build());
    }

    private static Argument below(Argument at, Object key) {
        return at == null ? null : at.at(key);
    }
}
