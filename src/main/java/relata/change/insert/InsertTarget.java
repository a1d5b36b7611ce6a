package relata.change.insert;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.AnnotatedElement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;

/**
 * What an INSERT fills: a table, and those of its many-to-many relations.
 *
 * @param insert the statement, without its rows
 * @param row the placeholders of one row
 * @param columns the sources of the columns' values
 * @param keyColumn the column of the key
 * @param hasGeneratedKey whether the database generates the key; otherwise it is that of a related record
 * @param needed relations to records that must be inserted before
 * @param needing relations to records that need this one
 * @param joins many-to-many relations that are filled from this side
 */
record InsertTarget(
        String insert,
        String row,
        Map<String, ColumnSource> columns,
        Attribute<?, ?> key,
        String keyColumn,
        boolean hasGeneratedKey,
        List<Relation> needed,
        List<Relation> needing,
        List<JoinRows> joins) {
    static InsertTarget of(EntityType<?> entity, Tables tables) {
        var columns = new LinkedHashMap<String, ColumnSource>();
        for (var attribute : entity.getAttributes()) {
            String column = tables.column(entity, attribute.getName());
            if (!attribute.isAssociation() && !attribute.getName().equals(Attributes.KEY)) {
                columns.put(column, new ColumnSource(List.of(attribute)));
            } else if (Attributes.isToOne(attribute)
                    && Attributes.mappedBy(attribute).isEmpty()) {
                columns.put(
                        column,
                        new ColumnSource(
                                List.of(attribute, Attributes.get(Attributes.target(attribute), Attributes.KEY))));
            }
        }
        var key = Attributes.get(entity, Attributes.KEY);
        return new InsertTarget(
                "insert into " + tables.name(entity) + " (" + String.join(", ", columns.keySet()) + ") values ",
                "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")",
                columns,
                key,
                tables.column(entity, Attributes.KEY),
                ((AnnotatedElement) key.getJavaMember()).isAnnotationPresent(GeneratedValue.class),
                relations(entity).filter(relation -> relation.owner() == null).toList(),
                relations(entity).filter(relation -> relation.owner() != null).toList(),
                entity.getAttributes().stream()
                        .filter(attribute -> Attributes.isManyToMany(attribute)
                                && Attributes.mappedBy(attribute).isEmpty())
                        .map(attribute -> new JoinRows(
                                attribute,
                                key,
                                Attributes.get(Attributes.target(attribute), Attributes.KEY),
                                tables.joinTable(attribute)))
                        .toList());
    }

    private static Stream<Relation> relations(EntityType<?> entity) {
        return entity.getAttributes().stream()
                .filter(attribute -> attribute.isAssociation() && !Attributes.isManyToMany(attribute))
                .map(Relation::of);
    }

    /** Whether some records lead to no other new ones, and are in no many-to-many relation. */
    boolean areAlone(Collection<?> records) {
        return Stream.concat(needed.stream(), needing.stream())
                        .allMatch(relation -> relation.related(records).isEmpty())
                && joins.stream().allMatch(join -> join.rows(records).isEmpty());
    }

    String sql(int rows, String returning) {
        return insert + row + (", " + row).repeat(rows - 1) + returning;
    }

    /** The clause that returns the key; empty if it is known. */
    String returningKey() {
        return hasGeneratedKey ? " returning " + keyColumn : "";
    }

    /** The key of a record that shares it with a related one. */
    Object keyOf(Object record) {
        return columns.get(keyColumn).value(record);
    }

    void bind(PreparedStatement statement, List<?> records) throws SQLException {
        int parameter = 0;
        for (Object record : records) {
            for (var source : columns.values()) {
                statement.setObject(++parameter, source.parameter(record));
            }
        }
    }
}
