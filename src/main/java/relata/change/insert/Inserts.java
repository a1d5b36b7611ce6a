package relata.change.insert;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/**
 * Inserts new records and those that they lead to, with one statement for all records of a type. A record is new if its
 * key is not set; the database generates the key.
 */
@Singleton
public class Inserts {
    private final Tables tables;
    private final Entities entities;
    private final Map<EntityType<?>, InsertTarget> targets = new ConcurrentHashMap<>();

    Inserts(Tables tables, Entities entities) {
        this.tables = tables;
        this.entities = entities;
    }

    /** Reads a row that an INSERT returns. */
    @FunctionalInterface
    public interface Returned<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Whether the records lead to no other new ones, so that one statement is enough. */
    public boolean areAlone(Collection<?> records) {
        return target(entities.get(records.iterator().next())).areAlone(records);
    }

    /** The key of a record that was inserted. */
    public long key(Object record) {
        return (Long) Attributes.value(Attributes.get(entities.get(record), Attributes.KEY), record);
    }

    /** Inserts records that lead to no other new ones, and reads what is returned for each, in order. */
    public <T> List<T> insert(List<?> records, String returning, boolean alone, Returned<T> returned) {
        return insert(entities.get(records.get(0)), records, returning, alone, returned);
    }

    /**
     * Inserts records of one type, and all new ones that they lead to: first what a record needs, then what needs it.
     *
     * @return all that were inserted
     */
    public Set<Object> insertAll(List<?> records) {
        Set<Object> inserted = Collections.newSetFromMap(new IdentityHashMap<>());
        insertAll(records, inserted);
        return inserted;
    }

    private void insertAll(List<?> records, Set<Object> inserted) {
        inserted.addAll(records);
        var entity = entities.get(records.get(0));
        var target = target(entity);
        for (var relation : target.needed()) {
            insertRelated(relation.related(records), inserted);
        }
        var keys = insert(entity, records, target.returningKey(), false, row -> row.getLong(1));
        for (int i = 0; i < records.size(); i++) {
            Object record = records.get(i);
            Attributes.set(target.key(), record, target.hasGeneratedKey() ? keys.get(i) : target.keyOf(record));
        }
        target.joins().forEach(join -> insert(join, join.rows(records)));
        for (var relation : target.needing()) {
            for (Object record : records) {
                relation.related(List.of(record)).forEach(child -> Attributes.set(relation.owner(), child, record));
            }
            insertRelated(relation.related(records), inserted);
        }
    }

    private static void insert(JoinRows join, List<List<Object>> rows) {
        if (!rows.isEmpty()) {
            Work.current().run(join.sql(rows.size()), false, statement -> {
                int parameter = 0;
                for (var row : rows) {
                    statement.setObject(++parameter, row.get(0));
                    statement.setObject(++parameter, row.get(1));
                }
                return statement.executeUpdate();
            });
        }
    }

    private void insertRelated(List<Object> records, Set<Object> inserted) {
        if (!records.isEmpty()) {
            insertAll(records, inserted);
        }
    }

    private <T> List<T> insert(
            EntityType<?> entity, List<?> records, String returning, boolean alone, Returned<T> returned) {
        var target = target(entity);
        return Work.current().run(target.sql(records.size(), returning), alone, statement -> {
            target.bind(statement, records);
            var all = new ArrayList<T>();
            if (returning.isEmpty()) {
                statement.executeUpdate();
            } else {
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        all.add(returned.read(rows));
                    }
                }
            }
            return all;
        });
    }

    private InsertTarget target(EntityType<?> entity) {
        return targets.computeIfAbsent(entity, unused -> InsertTarget.of(entity, tables));
    }
}
