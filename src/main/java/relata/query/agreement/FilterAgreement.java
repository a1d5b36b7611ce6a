package relata.query.agreement;

import static relata.query.agreement.ValueTypes.isNamed;

import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLType;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.Set;
import relata.query.mapping.Attributes;
import relata.query.sql.Filter;
import relata.query.sql.Lookup;

/** Checks the filter of an entity against its attributes, and the lookups in it against those that exist. */
record FilterAgreement(EntityType<?> entity, Gaps gaps) {
    private static final String KIND = "Filter";
    private static final Set<String> COMBINATORS = Set.of("and", "or", "not");
    private static final Set<String> QUANTIFIERS = Set.of("some", "every", "none");

    void check() {
        var filter = gaps.input(entity.getName() + KIND);
        if (filter != null) {
            filter.getFieldDefinitions().forEach(field -> check(filter, field));
        }
    }

    private void check(GraphQLInputObjectType filter, GraphQLInputObjectField field) {
        String name = field.getName();
        var attribute = Attributes.find(entity, name);
        if (COMBINATORS.contains(name)) {
            expect(isNamed(field.getType(), filter.getName()), filter, name, "it must combine filters of this type");
        } else if (attribute.isEmpty()) {
            boolean isPresence = Filter.isPresence(entity, name) && isNamed(field.getType(), "Boolean");
            expect(isPresence, filter, name, "the entity has no such attribute");
        } else if (attribute.get().isCollection()) {
            checkList(attribute.get(), filter, field);
        } else if (attribute.get().isAssociation()) {
            String related = Attributes.target(attribute.get()).getName() + KIND;
            expect(isNamed(field.getType(), related), filter, name, "it must be a " + related);
        } else if (!(isNamed(field.getType(), "Boolean") && ValueTypes.isOf(attribute.get(), field.getType()))) {
            checkLookups(attribute.get(), filter, field);
        }
    }

    private void expect(boolean isSo, GraphQLInputObjectType type, String field, String otherwise) {
        if (!isSo) {
            gaps.add(type, field, otherwise);
        }
    }

    private void checkList(Attribute<?, ?> list, GraphQLInputObjectType filter, GraphQLInputObjectField field) {
        if (!(ValueTypes.named(field.getType()) instanceof GraphQLInputObjectType conditions)) {
            gaps.add(filter, field.getName(), "it must have conditions on a list");
            return;
        }
        String related = Attributes.target(list).getName() + KIND;
        for (var condition : conditions.getFieldDefinitions()) {
            boolean isKnown = QUANTIFIERS.contains(condition.getName())
                    ? isNamed(condition.getType(), related)
                    : condition.getName().equals("count") && isNamed(condition.getType(), "IntFilter");
            expect(isKnown, conditions, condition.getName(), "there is no such condition on a list");
        }
    }

    private void checkLookups(Attribute<?, ?> attribute, GraphQLInputObjectType filter, GraphQLInputObjectField field) {
        if (!(ValueTypes.named(field.getType()) instanceof GraphQLInputObjectType lookups)) {
            gaps.add(filter, field.getName(), "it must have lookups");
            return;
        }
        for (var lookup : lookups.getFieldDefinitions()) {
            boolean isKnown = lookup.getName().equals(Lookup.IS_NULL)
                    ? !Attributes.isRequired(attribute) && isNamed(lookup.getType(), "Boolean")
                    : Lookup.isKnown(attribute, lookup.getName()) && isOf(attribute, lookup.getType());
            expect(
                    isKnown,
                    lookups,
                    lookup.getName(),
                    "there is no such lookup on " + filter.getName() + "." + field.getName());
        }
    }

    private static boolean isOf(Attribute<?, ?> attribute, GraphQLType type) {
        return ValueTypes.isOf(attribute, type);
    }
}
