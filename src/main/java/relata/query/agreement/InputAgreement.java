package relata.query.agreement;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLType;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;

/**
 * Checks the inputs of mutations against their entities. Input fields are named after the attributes that they set;
 * `id` and `create` apply to the same record as the input that contains them.
 */
record InputAgreement(Entities entities, Gaps gaps, Set<List<String>> seen) {
    InputAgreement(Entities entities, Gaps gaps) {
        this(entities, gaps, new HashSet<>());
    }

    void check() {
        gaps.schema().getMutationType().getFieldDefinitions().forEach(this::check);
    }

    private void check(GraphQLFieldDefinition mutation) {
        var entity = entities.changedBy(mutation);
        if (entity.isEmpty()) {
            gaps.add("Mutation." + mutation.getName(), "it does not refer to an entity");
            return;
        }
        var input = mutation.getArgument("input");
        if (input != null && ValueTypes.named(input.getType()) instanceof GraphQLInputObjectType type) {
            check(entity.get(), type);
        }
    }

    private void check(EntityType<?> entity, GraphQLInputObjectType input) {
        if (seen.add(List.of(entity.getName(), input.getName()))) {
            input.getFieldDefinitions().forEach(field -> check(entity, input, field));
        }
    }

    private void check(EntityType<?> entity, GraphQLInputObjectType input, GraphQLInputObjectField field) {
        var attribute = Attributes.find(entity, field.getName());
        if (ValueTypes.named(field.getType()) instanceof GraphQLInputObjectType below) {
            if (attribute.filter(Attribute::isAssociation).isPresent()) {
                check(Attributes.target(attribute.get()), below);
            } else if (field.getName().equals("create")) {
                check(entity, below);
            } else {
                gaps.add(input, field.getName(), "the entity has no such relation");
            }
        } else if (!attribute.map(found -> isSetBy(found, field.getType())).orElse(false)) {
            gaps.add(input, field.getName(), "the entity has no such attribute of that type");
        }
    }

    private static boolean isSetBy(Attribute<?, ?> attribute, GraphQLType type) {
        return attribute.isAssociation() ? ValueTypes.isNamed(type, "ID") : ValueTypes.isOf(attribute, type);
    }
}
