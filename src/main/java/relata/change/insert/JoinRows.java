package relata.change.insert;

import jakarta.persistence.metamodel.Attribute;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables.JoinTable;

/** A many-to-many relation, the keys at its ends, and its table. */
record JoinRows(Attribute<?, ?> attribute, Attribute<?, ?> key, Attribute<?, ?> otherKey, JoinTable table) {
    /** The two keys of each row that some records need, each pair once. */
    List<List<Object>> rows(Collection<?> records) {
        var rows = new LinkedHashSet<List<Object>>();
        for (Object record : records) {
            if (Attributes.value(attribute, record) instanceof Collection<?> others) {
                others.forEach(other ->
                        rows.add(Arrays.asList(Attributes.value(key, record), Attributes.value(otherKey, other))));
            }
        }
        return List.copyOf(rows);
    }

    String sql(int rows) {
        return "insert into %s (%s, %s) values (?, ?)".formatted(table.name(), table.key(), table.other())
                + ", (?, ?)".repeat(rows - 1);
    }
}
