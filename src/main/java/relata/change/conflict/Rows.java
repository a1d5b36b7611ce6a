package relata.change.conflict;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relata.change.input.Input;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/** Finds single rows. */
@Singleton
public class Rows {
    /** How to lock a row that is found, or the gap where there is none, until the transaction ends. */
    public enum Lock {
        NONE(""),
        SHARED(" lock in share mode"),
        EXCLUSIVE(" for update");

        private final String clause;

        Lock(String clause) {
            this.clause = clause;
        }
    }

    private final Tables tables;

    Rows(Tables tables) {
        this.tables = tables;
    }

    /** Whether there is a record with that key. */
    public boolean isThere(EntityType<?> entity, long key, Lock lock) {
        return find(entity, Attributes.KEY, key, lock, false).isPresent();
    }

    /**
     * The key of the record, other than the changed one, that has an input's values in some attributes.
     *
     * @param changed the key of the changed record, whose values apply where none is given; if empty, such a lookup
     *     finds nothing
     * @param alone as in {@link Work#run}
     */
    Optional<Long> find(
            EntityType<?> entity,
            List<Attribute<?, ?>> attributes,
            Input input,
            Optional<Long> changed,
            Lock lock,
            boolean alone) {
        String table = tables.name(entity);
        String key = tables.column(entity, Attributes.KEY);
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        for (var attribute : attributes) {
            String column = tables.column(entity, attribute.getName());
            boolean isGiven = input.isGiven(attribute.getName());
            conditions.add(column
                    + (isGiven ? " = ?" : " = (select " + column + " from " + table + " where " + key + " = ?)"));
            parameters.add(isGiven ? input.parameter(attribute) : changed.orElse(null));
        }
        changed.ifPresent(not -> {
            conditions.add(key + " <> ?");
            parameters.add(not);
        });
        String where = " where " + String.join(" and ", conditions);
        return find("select " + key + " from " + table + where + lock.clause, parameters, alone);
    }

    private static Optional<Long> find(String sql, List<?> parameters, boolean alone) {
        return Work.current().run(sql, alone, statement -> {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        });
    }

    /**
     * The key of the record whose attribute has that value, or leads to the record with that key.
     *
     * @param alone as in {@link Work#run}
     */
    public Optional<Long> find(EntityType<?> entity, String attribute, long value, Lock lock, boolean alone) {
        String sql = "select " + tables.column(entity, Attributes.KEY) + " from " + tables.name(entity) + " where "
                + tables.column(entity, attribute) + " = ?" + lock.clause;
        return find(sql, List.of(value), alone);
    }
}
