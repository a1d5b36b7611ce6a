package relata.change.conflict;

import jakarta.persistence.Column;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;

/** What no two records of an entity may share: a related record, a value, or a combination of them. */
record UniqueKey(EntityType<?> entity, List<Attribute<?, ?>> attributes) {
    /** Those in the mapping: one-to-one relations, unique columns and unique constraints. */
    static List<UniqueKey> of(EntityType<?> entity, Tables tables) {
        var single = attributes(entity)
                .filter(attribute -> isUnique(attribute) || isRelation(attribute))
                .map(attribute -> new UniqueKey(entity, List.of(attribute)));
        var table = entity.getJavaType().getAnnotation(Table.class);
        var several = Stream.ofNullable(table)
                .flatMap(declared -> Arrays.stream(declared.uniqueConstraints()))
                .map(constraint -> new UniqueKey(entity, attributes(constraint, entity, tables)));
        return Stream.concat(single, several).toList();
    }

    private static Stream<Attribute<?, ?>> attributes(EntityType<?> entity) {
        return entity.getAttributes().stream().map(attribute -> attribute);
    }

    private static boolean isUnique(Attribute<?, ?> attribute) {
        var column = ((AnnotatedElement) attribute.getJavaMember()).getAnnotation(Column.class);
        return column != null && column.unique();
    }

    private static boolean isRelation(Attribute<?, ?> attribute) {
        return Attributes.isOneToOne(attribute)
                && Attributes.mappedBy(attribute).isEmpty();
    }

    private static List<Attribute<?, ?>> attributes(UniqueConstraint constraint, EntityType<?> entity, Tables tables) {
        return Arrays.stream(constraint.columnNames())
                .<Attribute<?, ?>>map(column -> attributes(entity)
                        .filter(attribute -> column.equals(tables.column(entity, attribute.getName())))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** The constraint's name in the migrations, such as `uq_adhar_person`. */
    String constraint(Tables tables) {
        return attributes.stream()
                .map(attribute -> Tables.underscored(attribute.getName()))
                .collect(Collectors.joining("_", "uq_" + tables.name(entity) + "_", ""));
    }

    /** Whether the constraint has that name. A primary key has no name of its own, but is identified by its table. */
    boolean isNamed(String constraint, String table, Tables tables) {
        return constraint.equals("PRIMARY")
                ? sharesKey() && tables.name(entity).equals(table)
                : constraint.equals(constraint(tables));
    }

    private boolean sharesKey() {
        return Attributes.sharesKey(attributes.get(0));
    }

    /** Whether it is a single relation. */
    boolean isRelation() {
        return attributes.size() == 1 && isRelation(attributes.get(0));
    }
}
