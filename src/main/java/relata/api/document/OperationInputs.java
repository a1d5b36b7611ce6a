package relata.api.document;

import graphql.Directives;
import graphql.execution.TypeFromAST;
import graphql.introspection.Introspection;
import graphql.language.ArrayValue;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.util.FpKit;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relata.api.Argument;
import relata.api.limit.RootType;

/**
 * What one walk over an operation finds: its root fields, the uses of its variables, and errors that graphql-java's
 * validation does not report. The document must be valid otherwise.
 */
public final class OperationInputs {
    /** graphql-java adds these to each schema; the server does not support them. */
    private static final Set<String> UNSUPPORTED = Set.of(
            Directives.DeferDirective.getName(), Directives.ExperimentalDisableErrorPropagationDirective.getName());

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final GraphQLObjectType root;
    private final Set<String> seen = new HashSet<>();
    private final List<Field> rootFields = new ArrayList<>();
    private final Map<String, VariableUse> uses = new LinkedHashMap<>();
    private final List<ValidationError> errors = new ArrayList<>();

    private OperationInputs(GraphQLSchema schema, GraphQLObjectType root, Map<String, FragmentDefinition> fragments) {
        this.schema = schema;
        this.root = root;
        this.fragments = fragments;
    }

    static OperationInputs of(OperationDefinition operation, Document document, GraphQLSchema schema) {
        var fragments =
                FpKit.getByName(document.getDefinitionsOfType(FragmentDefinition.class), FragmentDefinition::getName);
        var inputs = new OperationInputs(schema, RootType.of(operation, schema), fragments);
        for (var definition : operation.getVariableDefinitions()) {
            var type = (GraphQLInputType) TypeFromAST.getTypeFromAST(schema, definition.getType());
            inputs.uses.put(definition.getName(), VariableUse.of(definition, type));
            inputs.directives(definition);
            inputs.value(definition.getDefaultValue(), type, null, false);
        }
        inputs.directives(operation);
        inputs.selections(operation.getSelectionSet(), inputs.root);
        return inputs;
    }

    public static List<GraphQLDirective> supportedDirectives(GraphQLSchema schema) {
        return schema.getDirectives().stream()
                .filter(directive -> !UNSUPPORTED.contains(directive.getName()))
                .toList();
    }

    public List<VariableUse> variables() {
        return List.copyOf(uses.values());
    }

    /** The fields of the root type, including those in fragments. */
    public List<Field> rootFields() {
        return rootFields;
    }

    List<ValidationError> errors() {
        return errors;
    }

    private void selections(SelectionSet selections, GraphQLCompositeType type) {
        for (Selection<?> selection : selections.getSelections()) {
            directives((DirectivesContainer<?>) selection);
            if (selection instanceof Field field) {
                field(field, type);
            } else if (selection instanceof InlineFragment inline) {
                var condition = inline.getTypeCondition();
                selections(inline.getSelectionSet(), condition == null ? type : type(condition.getName()));
            } else if (selection instanceof FragmentSpread spread && seen.add(spread.getName())) {
                var fragment = fragments.get(spread.getName());
                directives(fragment);
                selections(
                        fragment.getSelectionSet(),
                        type(fragment.getTypeCondition().getName()));
            }
        }
    }

    private GraphQLCompositeType type(String name) {
        return (GraphQLCompositeType) schema.getType(name);
    }

    private void field(Field field, GraphQLCompositeType parent) {
        if (parent == root) {
            rootFields.add(field);
        }
        var definition = Introspection.getFieldDef(schema, parent, field.getName());
        for (var argument : field.getArguments()) {
            String name = argument.getName();
            value(argument.getValue(), definition.getArgument(name).getType(), Argument.of(name), false);
        }
        if (field.getSelectionSet() != null) {
            selections(field.getSelectionSet(), (GraphQLCompositeType) GraphQLTypeUtil.unwrapAll(definition.getType()));
        }
    }

    private void directives(DirectivesContainer<?> container) {
        for (var directive : container.getDirectives()) {
            String name = directive.getName();
            if (UNSUPPORTED.contains(name)) {
                refuse(directive, ValidationErrorType.UnknownDirective, "Unknown directive '%s'".formatted(name));
                continue;
            }
            for (var argument : directive.getArguments()) {
                var definition = schema.getDirective(name).getArgument(argument.getName());
                value(argument.getValue(), definition.getType(), null, false);
            }
        }
    }

    private void value(Value<?> value, GraphQLType type, Argument at, boolean isOneOf) {
        var nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (value instanceof VariableReference reference) {
            uses.computeIfPresent(
                    reference.getName(), (name, use) -> use.standsAt(at, GraphQLTypeUtil.isNonNull(type), isOneOf));
        } else if (value instanceof NullValue && isOneOf) {
            refuse(
                    value,
                    ValidationErrorType.NullValueForNonNullArgument,
                    "The field of a OneOf type must not be null");
        } else if (value instanceof ArrayValue list && nullable instanceof GraphQLList of) {
            for (int i = 0; i < list.getValues().size(); i++) {
                value(list.getValues().get(i), of.getWrappedType(), below(at, i), false);
            }
        } else if (nullable instanceof GraphQLList of) {
            value(value, of.getWrappedType(), at, isOneOf);
        } else if (value instanceof ObjectValue object && nullable instanceof GraphQLInputObjectType input) {
            for (var field : object.getObjectFields()) {
                var definition = input.getFieldDefinition(field.getName());
                value(field.getValue(), definition.getType(), below(at, field.getName()), input.isOneOf());
            }
        }
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
