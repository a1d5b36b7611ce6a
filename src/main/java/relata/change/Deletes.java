package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/**
 * Deletes records with those that cannot be without them, which follows from the mapping. They go first: no foreign key
 * cascades, as the binlog would not tell of them.
 */
@Singleton
class Deletes {
    private final Entities entities;
    private final Tables tables;

    Deletes(Entities entities, Tables tables) {
        this.entities = entities;
        this.tables = tables;
    }

    /** Records to delete: those in which an attribute has, or leads to, one of some keys. */
    private record Step(EntityType<?> entity, String attribute, Keys keys) {}

    /** Deletes the records with some keys; returns how many went of each type. */
    Map<EntityType<?>, Integer> delete(EntityType<?> entity, List<Long> keys) {
        return run(steps(entity, keys));
    }

    /**
     * The same, if no more go along than the operation may change.
     *
     * @throws relata.api.ApiException LIMIT_EXCEEDED
     */
    Map<EntityType<?>, Integer> deleteWithinLimit(EntityType<?> entity, List<Long> keys) {
        var steps = steps(entity, keys);
        var budget = Work.current().budget();
        // those with the keys were counted when they were found
        steps.stream()
                .filter(step -> step.entity != entity)
                .forEach(step -> budget.change(count(step, budget.cutChanges())));
        return run(steps);
    }

    private Map<EntityType<?>, Integer> run(List<Step> steps) {
        var counts = new HashMap<EntityType<?>, Integer>();
        steps.forEach(step -> counts.merge(step.entity, delete(step), Integer::sum));
        return counts;
    }

    private List<Step> steps(EntityType<?> entity, List<Long> keys) {
        var steps = new ArrayList<Step>();
        if (!keys.isEmpty()) {
            collect(new Step(entity, Attributes.KEY, new Keys(keys)), true, steps);
        }
        return steps;
    }

    /** @param byKey whether the keys are those of the records themselves */
    private void collect(Step step, boolean byKey, List<Step> steps) {
        var dependents = dependents(step.entity);
        if (!dependents.isEmpty()) {
            var keys = byKey ? step.keys : keys(step);
            dependents.forEach(attribute -> collect(
                    new Step((EntityType<?>) attribute.getDeclaringType(), attribute.getName(), keys),
                    Attributes.sharesKey(attribute),
                    steps));
        }
        steps.add(step);
    }

    /** The attributes of other entities that must lead to a record of this one. */
    private List<Attribute<?, ?>> dependents(EntityType<?> entity) {
        var dependents = new ArrayList<Attribute<?, ?>>();
        entities.names().stream().sorted().forEach(name -> entities.find(name).orElseThrow().getAttributes().stream()
                .filter(attribute -> Attributes.isToOne(attribute)
                        && Attributes.hasKey(attribute)
                        && Attributes.target(attribute) == entity)
                .forEach(dependents::add));
        return dependents;
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
        String sql = "delete %s from %s".formatted(tables.name(step.entity), from(step));
        return Work.current().run(sql, false, statement -> {
            statement.setObject(1, step.keys.parameter());
            return statement.executeUpdate();
        });
    }

    private String from(Step step) {
        return step.keys.join(tables.name(step.entity), tables.column(step.entity, step.attribute));
    }
}
