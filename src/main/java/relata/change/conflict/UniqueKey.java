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

/**
 * What no two records of an entity share: a related record, a value, or several of them together.
 *
 * @param constraint its name in the migrations, such as `uq_adhar_person`
 */
record UniqueKey(EntityType<?> entity, List<Attribute<?, ?>> attributes, String table, String constraint) {
    private UniqueKey(EntityType<?> entity, List<Attribute<?, ?>> attributes, Tables tables) {
        this(entity, attributes, tables.name(entity), name(attributes, tables.name(entity)));
    }

    private static String name(List<Attribute<?, ?>> attributes, String table) {
        return attributes.stream()
                .map(attribute -> Tables.underscored(attribute.getName()))
                .collect(Collectors.joining("_", "uq_" + table + "_", ""));
    }

    /** Those in the mapping: one-to-one relations, unique columns and unique constraints. */
    static List<UniqueKey> of(EntityType<?> entity, Tables tables) {
        var single = attributes(entity)
                .filter(attribute -> isUnique(attribute) || isRelation(attribute))
                .map(attribute -> new UniqueKey(entity, List.of(attribute), tables));
        var table = entity.getJavaType().getAnnotation(Table.class);
        var several = Stream.ofNullable(table)
                .flatMap(declared -> Arrays.stream(declared.uniqueConstraints()))
                .map(constraint -> new UniqueKey(entity, attributes(constraint, entity, tables), tables));
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

    /** Whether a constraint of a table has that name. A primary key has no name of its own. */
    boolean isNamed(String name, String of) {
        return name.equals("PRIMARY") ? sharesKey() && table.equals(of) : name.equals(constraint);
    }

    private boolean sharesKey() {
        return Attributes.sharesKey(attributes.get(0));
    }

    /** Whether it is a single relation. */
    boolean isRelation() {
        return attributes.size() == 1 && isRelation(attributes.get(0));
    }
}
