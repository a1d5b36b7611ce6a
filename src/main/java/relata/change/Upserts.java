package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import relata.change.conflict.Constraints;
import relata.change.conflict.Rows;
import relata.change.conflict.Rows.Lock;
import relata.change.input.Input;
import relata.change.insert.Inserts;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.transaction.DatabaseException;
import relata.transaction.TransientException;

/** Inserts the record at the other end of a one-to-one relation, or changes the existing one. */
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

    /** The record that was inserted or changed. */
    record Upserted(long key, boolean created) {
        /** The other fields of the result. */
        Map<String, Object> values() {
            return Map.of("created", created);
        }
    }

    /**
     * @param record the one to insert, if there is none yet
     * @param arguments the reference to its owner, and its values under `input`
     * @throws relata.api.ApiException NOT_FOUND
     */
    Upserted upsert(Object record, Input arguments) {
        var entity = entities.get(record);
        String relation = relation(entity);
        var owner = arguments.references().get(0);
        // serializes upserts; this also precedes the snapshot, if nothing was read before
        if (!rows.isThere(entities.get(owner.type()), owner.key(), Lock.EXCLUSIVE)) {
            throw owner.notFound();
        }
        // no lock: locking a gap would block inserts next to it
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
            // it was inserted after the snapshot of the earlier fields, so it could not be read either
            throw constraints.isRelated(e) ? new TransientException(e) : e;
        }
    }
}
