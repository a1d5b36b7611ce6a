package relata.query.plan;

import graphql.execution.FieldCollector;
import graphql.execution.FieldCollectorParameters;
import graphql.execution.MergedField;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import relata.api.document.FieldArguments;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;
import relata.query.read.Level;
import relata.query.read.RecordShape;
import relata.query.read.RecordShape.Value;
import relata.query.run.Layout;
import relata.query.sql.Scope;
import relata.query.sql.Statement;
import relata.query.type.ColumnTypes;

/** Compiles what a document selects below one field. */
public final class SelectionCompiler {
    private static final FieldCollector COLLECTOR = new FieldCollector();

    private final DataFetchingEnvironment environment;
    private final Tables tables;
    private final ArgumentTemplates arguments;
    private final ToManyCompiler toMany;
    private int fields;

    /** @param values how many values the field's own arguments have */
    public SelectionCompiler(DataFetchingEnvironment environment, Tables tables, int values) {
        this.environment = environment;
        this.tables = tables;
        this.arguments = new ArgumentTemplates(environment.getVariables(), values);
        this.toMany = new ToManyCompiler(this, arguments);
    }

    Statement statement() {
        return new Statement(tables);
    }

    /** The fields below that have arguments, in the order in which their values are numbered. */
    public List<FieldArguments> sites() {
        return arguments.sites();
    }

    /** What a run of the plan needs room for, once everything is compiled. */
    public Layout layout() {
        return toMany.layout();
    }

    /** The number of selected fields, with one record for each list. */
    int fields() {
        return fields;
    }

    GraphQLObjectType type(String name) {
        return environment.getGraphQLSchema().getObjectType(name);
    }

    /** A field's selections on an object type, by response key. */
    public static Map<String, MergedField> select(
            DataFetchingEnvironment environment, GraphQLObjectType type, MergedField field) {
        var parameters = FieldCollectorParameters.newParameters()
                .schema(environment.getGraphQLSchema())
                .objectType(type)
                .fragments(environment.getFragmentsByName())
                .variables(environment.getVariables())
                .graphQLContext(environment.getGraphQlContext())
                .build();
        return COLLECTOR.collectFields(parameters, field).getSubFields();
    }

    /** An object whose fields are each compiled by a function. */
    RecordShape object(GraphQLObjectType type, MergedField field, BiFunction<String, MergedField, Value> value) {
        var selected = select(environment, type, field);
        fields += selected.size();
        var made = selected.entrySet().stream()
                .map(entry -> entry.getValue().getName().equals("__typename")
                        ? Values.constant(type.getName())
                        : value.apply(entry.getKey(), entry.getValue()))
                .toList();
        return new RecordShape(List.copyOf(selected.keySet()), made);
    }

    /** What a field selects of the record in a scope. */
    RecordShape record(Level level, Scope scope, MergedField field) {
        return object(type(scope.entity().getName()), field, (name, selected) -> value(level, scope, name, selected));
    }

    private Value value(Level level, Scope scope, String name, MergedField field) {
        var entity = scope.entity();
        if (field.getName().equals(Attributes.KEY)) {
            return Values.id(entity.getName(), level.add(scope.key(), ColumnTypes.LONG));
        }
        if (field.getName().equals(LabelTemplate.FIELD)) {
            return LabelTemplate.of(entity).value(level, scope);
        }
        var found = Attributes.find(entity, field.getName());
        if (found.isEmpty()) {
            return toMany.count(level, scope, name, field);
        }
        var attribute = found.get();
        if (attribute.isCollection()) {
            return toMany.list(level, scope, attribute, name, field);
        }
        if (attribute.isAssociation()) {
            return toOne(level, scope, attribute, name, field);
        }
        return Values.column(
                level.add(scope.path(field.getName()), ColumnTypes.of(attribute)), ColumnTypes.of(attribute));
    }

    private Value toOne(Level level, Scope scope, Attribute<?, ?> attribute, String name, MergedField field) {
        Scope other = scope.join(attribute.getName());
        boolean nonNull = isNonNull(scope.entity(), field);
        var value = Values.toOne(name, record(level, other, field), nonNull);
        // a foreign key that is never null leads to a record
        return Attributes.hasKey(attribute)
                ? value
                : Values.optional(value, level.add(other.key(), ColumnTypes.LONG), nonNull);
    }

    GraphQLFieldDefinition definition(EntityType<?> entity, MergedField field) {
        return type(entity.getName()).getFieldDefinition(field.getName());
    }

    boolean isNonNull(EntityType<?> entity, MergedField field) {
        return GraphQLTypeUtil.isNonNull(definition(entity, field).getType());
    }
}
