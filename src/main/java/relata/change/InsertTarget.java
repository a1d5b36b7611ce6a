package relata.change;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.AnnotatedElement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.query.Attributes;
import relata.query.Tables;

/**
 * What an INSERT fills.
 *
 * @param columns each with the attributes that lead to its value
 * @param keyColumn the column of the key
 * @param hasGeneratedKey whether the database gives the key; otherwise it is that of a related record
 */
record InsertTarget(
        String table,
        Map<String, List<Attribute<?, ?>>> columns,
        Attribute<?, ?> key,
        String keyColumn,
        boolean hasGeneratedKey) {
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
                tables.name(entity),
                columns,
                key,
                tables.column(entity, Attributes.KEY),
                ((AnnotatedElement) key.getJavaMember()).isAnnotationPresent(GeneratedValue.class));
    }

    String sql(int rows, String returning) {
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return "insert into %s (%s) values %s%s"
                .formatted(
                        table,
                        String.join(", ", columns.keySet()),
                        String.join(", ", Collections.nCopies(rows, row)),
                        returning);
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
