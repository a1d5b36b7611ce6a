package relata.change.insert;

import jakarta.persistence.metamodel.Attribute;
import java.util.List;
import relata.query.mapping.Attributes;
import relata.query.type.ColumnType;
import relata.query.type.ColumnTypes;

/** The attributes that lead to the value of a column, and the type of the last one. */
record ColumnSource(List<Attribute<?, ?>> path, ColumnType type) {
    ColumnSource(List<Attribute<?, ?>> path) {
        this(path, ColumnTypes.of(path.get(path.size() - 1)));
    }

    Object value(Object record) {
        Object value = record;
        for (int i = 0; i < path.size() && value != null; i++) {
            value = Attributes.value(path.get(i), value);
        }
        return value;
    }

    Object parameter(Object record) {
        Object value = value(record);
        return value == null ? null : type.toParameter(value);
    }
}
