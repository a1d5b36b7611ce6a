package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import relata.change.Rows.Lock;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.transaction.DatabaseException;
import relata.transaction.TransientException;

/** Gives a record the one other that it can have of a type, or changes the one that it has. */
@Singleton
class Upserts {
    private final Entities entities;
    private final Rows rows;
    private final Inserts inserts;
    private final Updates updates;
    private final Constraints constraints;

    Upserts(Entities entities, Rows rows, Inserts inserts, Updates updates, Constraints constraints) {
        this.entities = entities;
        this.rows = rows;
        this.inserts = inserts;
        this.updates = updates;
        this.constraints = constraints;
    }

    /** The record that is there now. */
    record Upserted(long key, boolean created) {
        /** The other fields of the answer. */
        Map<String, Object> values() {
            return Map.of("created", created);
        }
    }

    /**
     * @param record the new one, if there is none yet
     * @param arguments where it belongs, and its values under `input`
     * @throws relata.api.ApiException NOT_FOUND
     */
    Upserted upsert(Object record, Input arguments) {
        var entity = entities.get(record);
        String relation = relation(entity);
        var owner = arguments.references().get(0);
        // one after the other; this also comes before the snapshot, if nothing was read before
        if (!rows.isThere(entities.get(owner.type()), owner.key(), Lock.EXCLUSIVE)) {
            throw owner.notFound();
        }
        // no lock: to lock what is not there would be in the way of inserts beside it
        var existing = rows.find(entity, relation, owner.key(), Lock.NONE, false);
        if (existing.isPresent()
                && updates.update(
                        entity, relation, owner.key(), arguments.object("input").orElseThrow())) {
            return new Upserted(existing.get(), false);
        }
        insert(record);
        return new Upserted(inserts.key(record), true);
    }

    private static String relation(EntityType<?> entity) {
        return Attributes.ownedOneToOnes(entity).get(0).getName();
    }

    private void insert(Object record) {
        try {
            inserts.insertAll(List.of(record));
        } catch (DatabaseException e) {
            boolean isThere = constraints
                    .violation(e)
                    .filter(broken -> broken.getKind() == ConstraintKind.UNIQUE)
                    .isPresent();
            // it came after the snapshot of the fields before, so that it could not be answered either
            throw isThere ? new TransientException(e) : e;
        }
    }
}
