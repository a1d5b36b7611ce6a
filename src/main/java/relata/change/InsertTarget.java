package relata.change;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.AnnotatedElement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;

/**
 * What an INSERT fills.
 *
 * @param insert the statement, but for the rows
 * @param row the parameters of one
 * @param columns each with the attributes that lead to its value
 * @param keyColumn the column of the key
 * @param hasGeneratedKey whether the database gives the key; otherwise it is that of a related record
 * @param needed relations to records that must be there before
 * @param needing relations to records that need this one
 */
record InsertTarget(
        String insert,
        String row,
        Map<String, List<Attribute<?, ?>>> columns,
        Attribute<?, ?> key,
        String keyColumn,
        boolean hasGeneratedKey,
        List<Relation> needed,
        List<Relation> needing) {
    /**
     * What leads to other records.
     *
     * @param key of the others
     * @param owner what leads back from them; null if they need not
     */
    record Relation(Attribute<?, ?> attribute, Attribute<?, ?> key, Attribute<?, ?> owner) {
        private static Relation of(Attribute<?, ?> attribute) {
            var target = Attributes.target(attribute);
            String mappedBy = Attributes.mappedBy(attribute);
            return new Relation(
                    attribute,
                    Attributes.get(target, Attributes.KEY),
                    mappedBy.isEmpty() ? null : Attributes.get(target, mappedBy));
        }

        /** The new records that it leads to from some records. */
        List<Object> related(Collection<?> records) {
            var related = new ArrayList<>();
            for (Object record : records) {
                Object value = Attributes.value(attribute, record);
                if (value instanceof Collection<?> list) {
                    related.addAll(list);
                } else if (value != null) {
                    related.add(value);
                }
            }
            related.removeIf(other -> Attributes.value(key, other) != null);
            return related;
        }
    }

    static InsertTarget of(EntityType<?> entity, Tables tables) {
        var columns = new LinkedHashMap<String, List<Attribute<?, ?>>>();
        for (var attribute : entity.getAttributes()) {
            String column = tables.column(entity, attribute.getName());
            if (!attribute.isAssociation() && !attribute.getName().equals(Attributes.KEY)) {
                columns.put(column, List.of(attribute));
            } else if (attribute.isAssociation()
                    && Attributes.mappedBy(attribute).isEmpty()) {
                columns.put(column, List.of(attribute, Attributes.get(Attributes.target(attribute), Attributes.KEY)));
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
                relations(entity).filter(relation -> relation.owner == null).toList(),
                relations(entity).filter(relation -> relation.owner != null).toList());
    }

    private static Stream<Relation> relations(EntityType<?> entity) {
        return entity.getAttributes().stream().filter(Attribute::isAssociation).map(Relation::of);
    }

    /** Whether some records lead to no other new ones. */
    boolean areAlone(Collection<?> records) {
        return Stream.concat(needed.stream(), needing.stream())
                .allMatch(relation -> relation.related(records).isEmpty());
    }

    String sql(int rows, String returning) {
        return insert + row + (", " + row).repeat(rows - 1) + returning;
    }

    /** The clause that returns the key; empty if it is known. */
    String returningKey() {
        return hasGeneratedKey ? " returning " + keyColumn : "";
    }

    /** The key of a record that shares the one of a related record. */
    Object keyOf(Object record) {
        return value(record, columns.get(keyColumn));
    }

    void bind(PreparedStatement statement, List<?> records) throws SQLException {
        int parameter = 0;
        for (Object record : records) {
            for (var path : columns.values()) {
                statement.setObject(++parameter, value(record, path));
            }
        }
    }

    private static Object value(Object record, List<Attribute<?, ?>> path) {
        Object value = record;
        for (var attribute : path) {
            value = Attributes.value(attribute, value);
        }
        return value;
    }
}
