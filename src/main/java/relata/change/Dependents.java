package relata.change;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.stream.Stream;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.Tables;
import relata.query.mapping.Tables.JoinTable;

/**
 * What goes along when a record of an entity is deleted.
 *
 * @param owners the required to-one attributes that lead to the entity: records with them cannot do without it
 * @param joins the tables of the entity's many-to-many relations, from either end
 */
record Dependents(List<Attribute<?, ?>> owners, List<JoinTable> joins) {
    static Dependents of(EntityType<?> entity, Entities entities, Tables tables) {
        var leading =
                entity.getAttributes().stream().filter(Attributes::isManyToMany).map(tables::joinTable);
        var others = leadingTo(entity, entities)
                .filter(Attributes::isManyToMany)
                .map(attribute -> tables.joinTable(attribute).reversed());
        var owners = leadingTo(entity, entities)
                .filter(attribute -> Attributes.isToOne(attribute) && Attributes.hasKey(attribute))
                .toList();
        return new Dependents(owners, Stream.concat(leading, others).distinct().toList());
    }

    private static Stream<Attribute<?, ?>> leadingTo(EntityType<?> entity, Entities entities) {
        return entities.names().stream()
                .sorted()
                .<Attribute<?, ?>>flatMap(name -> entities.find(name).orElseThrow().getAttributes().stream())
                .filter(attribute -> attribute.isAssociation() && Attributes.target(attribute) == entity);
    }

    boolean areNone() {
        return owners.isEmpty() && joins.isEmpty();
    }
}
