package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.Optional;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/** Looks for single rows. */
@Singleton
class Rows {
    /** What others may not do with a row that was found, or where there is none, until the transaction ends. */
    enum Lock {
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
    boolean isThere(EntityType<?> entity, long key, Lock lock) {
        return find(entity, Attributes.KEY, key, lock, false).isPresent();
    }

    /**
     * The key of the record in which an attribute has that value, or leads to the record with that key.
     *
     * @param alone as in {@link Work#run}
     */
    Optional<Long> find(EntityType<?> entity, String attribute, long value, Lock lock, boolean alone) {
        String sql = "select " + tables.column(entity, Attributes.KEY) + " from " + tables.name(entity) + " where "
                + tables.column(entity, attribute) + " = ?" + lock.clause;
        return Work.current().run(sql, alone, statement -> {
            statement.setLong(1, value);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        });
    }
}
