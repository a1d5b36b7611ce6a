package relata.query.agreement;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import relata.api.port.SchemaRules;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.plan.LabelTemplate;

/** Checks the types of the schema, and their filters, orders, inputs and counts, against the entities. */
@Singleton
class Agreement implements SchemaRules {
    private static final List<String> DELETIONS = List.of("Deletion", "BulkDeletion");

    private final Entities entities;

    Agreement(Entities entities) {
        this.entities = entities;
    }

    @Override
    public Collection<String> gaps(GraphQLSchema schema) {
        var gaps = new Gaps(schema);
        for (String name : entities.names()) {
            var entity = entities.find(name).orElseThrow();
            checkType(entity, gaps);
            new FilterAgreement(entity, gaps).check();
            new OrderAgreement(entity, gaps).check();
        }
        new InputAgreement(entities, gaps).check();
        DELETIONS.forEach(deletion -> checkCounts(deletion, gaps));
        checkRecordTypes(gaps);
        return gaps.found();
    }

    private static void checkType(EntityType<?> entity, Gaps gaps) {
        var type = gaps.schema().getObjectType(entity.getName());
        if (type == null) {
            gaps.add(entity.getName(), "there is an entity of that name, but no type");
            return;
        }
        var names = entity.getAttributes().stream().map(Attribute::getName).collect(Collectors.toSet());
        names.add(LabelTemplate.FIELD);
        names.addAll(Attributes.counts(entity));
        compare(
                type,
                fields(type),
                names,
                "the entity has no such attribute, label or count",
                "the entity has it, but the type does not",
                gaps);
        type.getFieldDefinitions().stream()
                .filter(field -> names.contains(field.getName()))
                .forEach(field -> checkField(entity, type, field, gaps));
    }

    /** Compares the names that a type has with those that it should have. */
    private static void compare(
            GraphQLNamedType type,
            Set<String> names,
            Set<String> expected,
            String ifTooMany,
            String ifMissing,
            Gaps gaps) {
        names.stream().filter(name -> !expected.contains(name)).forEach(name -> gaps.add(type, name, ifTooMany));
        expected.stream().filter(name -> !names.contains(name)).forEach(name -> gaps.add(type, name, ifMissing));
    }

    private static Set<String> fields(GraphQLObjectType type) {
        return type.getFieldDefinitions().stream()
                .map(GraphQLFieldDefinition::getName)
                .collect(Collectors.toSet());
    }

    private static void checkField(
            EntityType<?> entity, GraphQLObjectType type, GraphQLFieldDefinition field, Gaps gaps) {
        var attribute = Attributes.find(entity, field.getName());
        boolean isRequired = attribute
                .map(found -> found.isCollection() || Attributes.isRequired(found))
                .orElse(true);
        if (isRequired != GraphQLTypeUtil.isNonNull(field.getType())) {
            gaps.add(type, field.getName(), isRequired ? "it must be non-null" : "it must be nullable");
        }
        if (!attribute.map(found -> ValueTypes.isOf(found, field.getType())).orElse(true)) {
            gaps.add(type, field.getName(), "the attribute has a different type");
        }
    }

    private void checkRecordTypes(Gaps gaps) {
        var type = (GraphQLEnumType) gaps.schema().getType("RecordType");
        var values = type.getValues().stream()
                .map(GraphQLEnumValueDefinition::getName)
                .collect(Collectors.toSet());
        var names = entities.names().stream().map(Entities::recordType).collect(Collectors.toSet());
        compare(type, values, names, "there is no entity of that name", "the entity of that name is missing", gaps);
    }

    /** Each type that has a connection is counted under the connection's name. */
    private void checkCounts(String deletion, Gaps gaps) {
        var type = gaps.schema().getObjectType(deletion);
        var names = entities.connections(gaps.schema()).keySet().stream().collect(Collectors.toSet());
        if (type.getFieldDefinition(Attributes.KEY) != null) {
            names.add(Attributes.KEY);
        }
        compare(
                type,
                fields(type),
                names,
                "there is no connection of that name",
                "the connection of that name is not counted",
                gaps);
    }
}
