package relata.query;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An entity in a FROM clause, with the to-one relations joined to it. Selections, conditions and orders of one
 * statement share the joins; none of them multiplies rows. Where a row is asked for nothing but its key, and another
 * one has that as a foreign key, it is not joined: the index of the foreign key serves it then.
 */
final class Scope {
    private final Statement statement;
    private final EntityType<?> entity;
    private final String alias;
    private final boolean required;
    private final Supplier<String> key;
    private boolean used;
    private final Map<String, Scope> joins = new LinkedHashMap<>();

    /** @param key what to take for the key without joining it, or null */
    private Scope(Statement statement, EntityType<?> entity, boolean required, Supplier<String> key) {
        this.statement = statement;
        this.entity = entity;
        this.alias = statement.alias();
        this.required = required;
        this.key = key == null ? () -> own(Attributes.KEY) : key;
    }

    static Scope root(Statement statement, EntityType<?> entity) {
        return new Scope(statement, entity, true, null);
    }

    /** The entity that a to-one attribute of this one leads to. */
    Scope join(String toOne) {
        return joins.computeIfAbsent(toOne, name -> {
            var attribute = Attributes.get(entity, name);
            boolean there = required && Attributes.isRequired(attribute);
            return new Scope(statement, Attributes.target(attribute), there, foreignKey(attribute));
        });
    }

    private Supplier<String> foreignKey(Attribute<?, ?> toOne) {
        if (!Attributes.hasKey(toOne)) {
            return null;
        }
        return Attributes.sharesKey(toOne) ? this::key : () -> path(toOne.getName()) + "." + Attributes.KEY;
    }

    String from() {
        var from =
                new StringBuilder(" from ").append(entity.getName()).append(' ').append(alias);
        appendJoins(from);
        return from.toString();
    }

    private void appendJoins(StringBuilder from) {
        joins.forEach((name, joined) -> {
            if (!joined.isUsed()) {
                return;
            }
            from.append(joined.required ? " join " : " left join ").append(path(name));
            from.append(' ').append(joined.alias);
            joined.appendJoins(from);
        });
    }

    private boolean isUsed() {
        return used || joins.values().stream().anyMatch(Scope::isUsed);
    }

    String path(String attribute) {
        return attribute.equals(Attributes.KEY) ? key.get() : own(attribute);
    }

    private String own(String attribute) {
        used = true;
        return alias + "." + attribute;
    }

    String key() {
        return path(Attributes.KEY);
    }

    /** How many rows of a to-many relation satisfy a condition; all of them where it is null. */
    String count(String toMany, Condition condition) {
        return "(select count(*)" + related(toMany, condition) + ")";
    }

    String exists(String toMany, Condition condition) {
        return "exists (select 1" + related(toMany, condition) + ")";
    }

    private String related(String toMany, Condition condition) {
        var attribute = Attributes.get(entity, toMany);
        Scope other = root(statement, Attributes.target(attribute));
        // the condition first: it adds the joins that FROM then names
        String and = condition == null ? "" : " and " + condition.on(other);
        return other.from() + " where " + other.path(Attributes.mappedBy(attribute)) + ".id = " + key() + and;
    }

    Statement statement() {
        return statement;
    }

    EntityType<?> entity() {
        return entity;
    }

    boolean required() {
        return required;
    }

    /** A condition on the rows of a scope. */
    @FunctionalInterface
    interface Condition {
        String on(Scope scope);
    }
}
