package relata.query.plan;

import graphql.execution.MergedField;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import relata.query.mapping.Attributes;
import relata.query.read.Level;
import relata.query.read.RecordShape;
import relata.query.sql.Scope;

/**
 * Answers from memory what one field selects of a record that was just inserted: the database stores it exactly as
 * inserted.
 */
public final class InsertedPlan implements Plan {
    private final Level level;
    private final RecordShape shape;
    private final List<List<Attribute<?, ?>>> paths;

    public InsertedPlan(SelectionCompiler compiler, EntityType<?> entity, MergedField field) {
        level = new Level(Scope.inMemory(compiler.statement(), entity));
        shape = compiler.record(level, level.scope(), field);
        paths = level.lists().isEmpty() && !level.isFallible() && !level.hasCounts()
                ? level.paths().stream().map(path -> attributes(entity, path)).toList()
                : null;
    }

    @Override
    public int size() {
        return 4_000 + 4 * level.select().length();
    }

    public RecordShape shape() {
        return shape;
    }

    /**
     * What is selected of a record; null if not all of it is known.
     *
     * @param known the records that were inserted, which are fully known
     */
    public Object[] row(Object record, Set<Object> known) {
        if (paths == null) {
            return null;
        }
        var row = new Object[paths.size()];
        for (int i = 0; i < row.length; i++) {
            Object value = value(record, paths.get(i), known);
            if (value == null) {
                return null;
            }
            row[i] = level.type(i).toRow(value);
        }
        return row;
    }

    private static List<Attribute<?, ?>> attributes(EntityType<?> entity, String[] path) {
        var attributes = new ArrayList<Attribute<?, ?>>();
        EntityType<?> at = entity;
        for (String name : path) {
            var attribute = Attributes.get(at, name);
            attributes.add(attribute);
            at = attribute.isAssociation() ? Attributes.target(attribute) : null;
        }
        return attributes;
    }

    private static Object value(Object record, List<Attribute<?, ?>> path, Set<Object> known) {
        Object value = record;
        for (var attribute : path) {
            // only the key is known of records that existed before
            if (value == null || !(known.contains(value) || attribute.getName().equals(Attributes.KEY))) {
                return null;
            }
            value = Attributes.value(attribute, value);
        }
        return value;
    }
}
