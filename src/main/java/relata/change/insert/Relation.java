package relata.change.insert;

import jakarta.persistence.metamodel.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import relata.query.mapping.Attributes;

/**
 * A relation to other records.
 *
 * @param key the key of the others
 * @param owner their attribute that owns the relation; null if this record owns it
 */
record Relation(Attribute<?, ?> attribute, Attribute<?, ?> key, Attribute<?, ?> owner) {
    static Relation of(Attribute<?, ?> attribute) {
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
