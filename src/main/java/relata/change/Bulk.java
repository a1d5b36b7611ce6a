package relata.change;

import graphql.schema.DataFetchingEnvironment;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.change.conflict.Rows;
import relata.change.conflict.Rows.Lock;
import relata.change.input.Input;
import relata.change.input.Reference;
import relata.query.Matches;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;

/** Changes and deletes all records that satisfy a filter, or the one with an id. */
@Singleton
class Bulk {
    private final Entities entities;
    private final Matches matches;
    private final Rows rows;
    private final Updates updates;
    private final Deletes deletes;

    Bulk(Entities entities, Matches matches, Rows rows, Updates updates, Deletes deletes) {
        this.entities = entities;
        this.matches = matches;
        this.rows = rows;
        this.updates = updates;
        this.deletes = deletes;
    }

    /** Returns the fields of the schema's type BulkUpdate. */
    Map<String, Object> update(EntityType<?> entity, Input arguments, DataFetchingEnvironment environment) {
        Input input = arguments.object("input").orElseThrow();
        for (String name : input.names()) {
            var attribute = Attributes.get(entity, name);
            if (attribute.isAssociation() && input.isReferenced(name)) {
                checkIsThere(input.refer(Attributes.target(attribute).getJavaType(), name), Lock.SHARED);
            }
        }
        var keys = matches.lock(entity, environment);
        return Map.of("matched", keys.size(), "changed", updates.updateAll(entity, keys, input));
    }

    private void checkIsThere(Reference reference, Lock lock) {
        if (!rows.isThere(entities.get(reference.type()), reference.key(), lock)) {
            throw reference.notFound();
        }
    }

    /** Returns the fields of the schema's type BulkDeletion. */
    Map<String, Object> delete(EntityType<?> entity, DataFetchingEnvironment environment) {
        var keys = matches.lock(entity, environment);
        return counts(deletes.deleteWithinLimit(entity, keys), environment);
    }

    /** Returns the fields of the schema's type Deletion. */
    Map<String, Object> deleteOne(EntityType<?> entity, Input arguments, DataFetchingEnvironment environment) {
        var named = arguments.refer(entity.getJavaType(), Attributes.KEY);
        checkIsThere(named, Lock.EXCLUSIVE);
        var answer = counts(deletes.delete(entity, List.of(named.key())), environment);
        answer.put(Attributes.KEY, new GlobalId(entity.getName(), named.key()).toString());
        return answer;
    }

    /** The counts by the names of the types' connections. */
    private Map<String, Object> counts(Map<EntityType<?>, Integer> deleted, DataFetchingEnvironment environment) {
        var counts = new HashMap<String, Object>();
        entities.connections(environment.getGraphQLSchema())
                .forEach((name, entity) -> counts.put(name, deleted.getOrDefault(entity, 0)));
        return counts;
    }
}
