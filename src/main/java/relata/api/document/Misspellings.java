package relata.api.document;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.ObjectField;
import graphql.language.SourceLocation;
import graphql.language.TypeName;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.DocumentVisitor;
import graphql.validation.LanguageTraversal;
import graphql.validation.TraversalContext;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds names in a document that are not in the schema, and adds similar names to the errors about them. */
final class Misspellings implements DocumentVisitor {
    private final GraphQLSchema schema;
    private final Suggestions suggestions;
    private final TraversalContext context;
    private final Map<SourceLocation, Map<String, String>> found = new HashMap<>();

    private Misspellings(GraphQLSchema schema, Suggestions suggestions) {
        this.schema = schema;
        this.suggestions = suggestions;
        this.context = new TraversalContext(schema);
    }

    /** The same errors, with suggestions if those are allowed. */
    static List<ValidationError> explain(
            List<ValidationError> errors, Document document, GraphQLSchema schema, Suggestions suggestions) {
        if (!suggestions.isOpen()) {
            return errors;
        }
        var misspellings = new Misspellings(schema, suggestions);
        new LanguageTraversal().traverse(document, misspellings);
        return errors.stream().map(misspellings::explain).toList();
    }

    private ValidationError explain(ValidationError error) {
        var message = new StringBuilder(error.getDescription());
        for (var at : error.getLocations()) {
            found.getOrDefault(at, Map.of()).forEach((name, suggestion) -> {
                if (error.getDescription().contains("'" + name + "'")) {
                    message.append('.').append(suggestion);
                }
            });
        }
        return ValidationError.newValidationError()
                .validationErrorType((ValidationErrorType) error.getValidationErrorType())
                .sourceLocations(error.getLocations())
                .description(message.toString())
                .build();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void enter(Node node, List<Node> path) {
        if (node instanceof ObjectField || node instanceof EnumValue) {
            // their type is that of the enclosing value
            input((NamedNode<?>) node, path);
        }
        context.enter(node, path);
        if (node instanceof Field field && context.getParentType() instanceof GraphQLFieldsContainer parent) {
            add(field, field, parent.getFieldDefinitions());
        } else if (node instanceof Argument argument && context.getDirective() != null) {
            add(argument, argument, context.getDirective().getArguments());
        } else if (node instanceof Argument argument && context.getFieldDef() != null) {
            add(argument, argument, context.getFieldDef().getArguments());
        } else if (node instanceof TypeName type) {
            add(type, type, schema.getAllTypesAsList());
        } else if (node instanceof Directive directive) {
            add(directive, directive, supportedDirectives());
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void leave(Node node, List<Node> path) {
        context.leave(node, path);
    }

    private List<GraphQLDirective> supportedDirectives() {
        return SupportedDirectives.of(schema);
    }

    /** An error in a value is reported for the enclosing argument or variable, which is an ancestor. */
    @SuppressWarnings("rawtypes")
    private void input(NamedNode<?> node, List<Node> path) {
        var type = context.getInputType() == null ? null : GraphQLTypeUtil.unwrapAll(context.getInputType());
        for (Node ancestor : path) {
            if (type instanceof GraphQLInputObjectType object && node instanceof ObjectField) {
                add(node, ancestor, object.getFieldDefinitions());
            } else if (type instanceof GraphQLEnumType names && node instanceof EnumValue) {
                add(node, ancestor, names.getValues());
            }
        }
    }

    private void add(NamedNode<?> node, Node<?> at, List<? extends GraphQLNamedSchemaElement> names) {
        if (names.stream().noneMatch(known -> known.getName().equals(node.getName()))) {
            String suggestion = suggestions.of(node.getName(), names);
            if (!suggestion.isEmpty() && at.getSourceLocation() != null) {
                found.computeIfAbsent(at.getSourceLocation(), unused -> new HashMap<>())
                        .put(node.getName(), suggestion);
            }
        }
    }
}
