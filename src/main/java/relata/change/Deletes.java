package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/**
 * Deletes records and their dependents, as the mapping defines them. Dependents go first: no foreign key cascades, as
 * the binlog would not contain those deletes.
 */
@Singleton
class Deletes {
    private final Entities entities;
    private final Tables tables;
    private final Map<EntityType<?>, Dependents> dependents = new ConcurrentHashMap<>();

    Deletes(Entities entities, Tables tables) {
        this.entities = entities;
        this.tables = tables;
    }

    /**
     * Rows to delete: those of a table with one of some keys in a column.
     *
     * @param entity the entity of the records; null for the rows of a many-to-many relation
     */
    private record Step(EntityType<?> entity, String table, String column, Keys keys) {}

    private Step records(EntityType<?> entity, String attribute, Keys keys) {
        return new Step(entity, tables.name(entity), tables.column(entity, attribute), keys);
    }

    /** Deletes the records with some keys; returns how many of each type were deleted. */
    Map<EntityType<?>, Integer> delete(EntityType<?> entity, List<Long> keys) {
        return run(steps(entity, keys));
    }

    /**
     * The same, if there are no more dependents than the operation may change.
     *
     * @throws relata.api.ApiException LIMIT_EXCEEDED
     */
    Map<EntityType<?>, Integer> deleteWithinLimit(EntityType<?> entity, List<Long> keys) {
        var steps = steps(entity, keys);
        var budget = Work.current().budget();
        // those with the keys were counted when they were found
        steps.stream()
                .filter(step -> step.entity != null && step.entity != entity)
                .forEach(step -> budget.change(count(step, budget.cutChanges())));
        return run(steps);
    }

    private Map<EntityType<?>, Integer> run(List<Step> steps) {
        var counts = new HashMap<EntityType<?>, Integer>();
        for (var step : steps) {
            int deleted = delete(step);
            if (step.entity != null) {
                counts.merge(step.entity, deleted, Integer::sum);
            }
        }
        return counts;
    }

    private List<Step> steps(EntityType<?> entity, List<Long> keys) {
        var steps = new ArrayList<Step>();
        if (!keys.isEmpty()) {
            collect(records(entity, Attributes.KEY, new Keys(keys)), true, steps);
        }
        return steps;
    }

    /** @param byKey whether the keys are those of the records themselves */
    private void collect(Step step, boolean byKey, List<Step> steps) {
        var found = dependents.computeIfAbsent(step.entity, type -> Dependents.of(type, entities, tables));
        if (!found.areNone()) {
            var keys = byKey ? step.keys : keys(step);
            found.owners()
                    .forEach(attribute -> collect(
                            records((EntityType<?>) attribute.getDeclaringType(), attribute.getName(), keys),
                            Attributes.sharesKey(attribute),
                            steps));
            found.joins().forEach(join -> steps.add(new Step(null, join.name(), join.key(), keys)));
        }
        steps.add(step);
    }

    private Keys keys(Step step) {
        String sql = "select %s from %s for update".formatted(tables.column(step.entity, Attributes.KEY), from(step));
        return Work.current().run(sql, false, statement -> {
            statement.setObject(1, step.keys.parameter());
            var keys = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getLong(1));
                }
            }
            return new Keys(keys);
        });
    }

    private int count(Step step, int most) {
        String sql = "select count(*) from (select 1 from %s limit ?) found".formatted(from(step));
        return Work.current().run(sql, false, statement -> {
            statement.setObject(1, step.keys.parameter());
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private int delete(Step step) {
        if (step.entity != null && !step.keys.isOne()) {
            Attributes.toSameType(step.entity)
                    .forEach(attribute -> part(step, tables.column(step.entity, attribute.getName())));
        }
        return update("delete %s from %s".formatted(step.table, from(step)), step.keys);
    }

    /** Clears references among records of the same type: some would be deleted before those that reference them. */
    private void part(Step step, String column) {
        update(
                "update %s set %s.%s = null where %2$s.%3$s is not null".formatted(from(step), step.table, column),
                step.keys);
    }

    private static int update(String sql, Keys keys) {
        return Work.current().run(sql, false, statement -> {
            statement.setObject(1, keys.parameter());
            return statement.executeUpdate();
        });
    }

    private String from(Step step) {
        return step.keys.join(step.table, step.column);
    }
}
