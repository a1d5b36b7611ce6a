package relata.query;

import jakarta.persistence.metamodel.EntityType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entity in a FROM clause, with the to-one relations joined to it. Selections, conditions and orders of one
 * statement share the joins; none of them multiplies rows.
 */
final class Scope {
    private final Statement statement;
    private final EntityType<?> entity;
    private final String alias;
    private final boolean required;
    private final Map<String, Scope> joins = new LinkedHashMap<>();

    private Scope(Statement statement, EntityType<?> entity, boolean required) {
        this.statement = statement;
        this.entity = entity;
        this.alias = statement.alias();
        this.required = required;
    }

    static Scope root(Statement statement, EntityType<?> entity) {
        return new Scope(statement, entity, true);
    }

    /** The entity that a to-one attribute of this one leads to. */
    Scope join(String toOne) {
        return joins.computeIfAbsent(toOne, name -> {
            var attribute = Attributes.get(entity, name);
            return new Scope(statement, Attributes.target(attribute), required && Attributes.isRequired(attribute));
        });
    }

    String from() {
        var from =
                new StringBuilder(" from ").append(entity.getName()).append(' ').append(alias);
        appendJoins(from);
        return from.toString();
    }

    private void appendJoins(StringBuilder from) {
        joins.forEach((name, joined) -> {
            from.append(joined.required ? " join " : " left join ").append(path(name));
            from.append(' ').append(joined.alias);
            joined.appendJoins(from);
        });
    }

    String path(String attribute) {
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
