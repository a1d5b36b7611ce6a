package relata.query.sql;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import relata.query.mapping.Attributes;

/**
 * A table in a FROM clause, with the tables of to-one relations joined to it. Selections, conditions and orders of one
 * statement share the joins, none of which multiplies rows. A row is not joined if only its key is needed, and another
 * row has that as a foreign key.
 */
public final class Scope {
    private final Statement statement;
    private final EntityType<?> entity;
    private final String alias;
    private final boolean required;
    private final boolean shared;
    private final Supplier<String> key;
    private final Function<Scope, String> on;
    private final Reach reach;
    private final Map<String, Scope> joins = new LinkedHashMap<>();
    private boolean used;
    private boolean leads;
    private Scope leading;
    private String link;
    private String linked = "";

    /**
     * @param shared whether several rows of the first table may lead to the same row of this one
     * @param key the expression for the key that needs no join, or null
     * @param on the join condition
     */
    private Scope(
            Statement statement,
            EntityType<?> entity,
            String alias,
            boolean required,
            boolean shared,
            Supplier<String> key,
            Function<Scope, String> on,
            Reach reach) {
        this.statement = statement;
        this.entity = entity;
        this.alias = alias;
        this.required = required;
        this.shared = shared;
        this.key = key == null ? this::ownKey : key;
        this.on = on;
        this.reach = reach;
    }

    public static Scope root(Statement statement, EntityType<?> entity) {
        return new Scope(statement, entity, statement.alias(), true, false, null, null, Reach.JOINED);
    }

    /** The row that an INSERT returns. */
    public static Scope returned(Statement statement, EntityType<?> entity) {
        return new Scope(statement, entity, statement.tables().name(entity), true, false, null, null, Reach.RETURNED);
    }

    /** A record in memory. In place of a column, it has the path of attributes that leads to the value. */
    public static Scope inMemory(Statement statement, EntityType<?> entity) {
        return new Scope(statement, entity, "", true, false, null, null, Reach.IN_MEMORY);
    }

    /** The rows of a to-many relation, left-joined to their parents. */
    public static Scope list(Statement statement, EntityType<?> entity, String mappedBy, String parentKey) {
        return new Scope(
                statement,
                entity,
                statement.alias(),
                false,
                false,
                null,
                list -> list.column(mappedBy) + " = " + parentKey,
                Reach.JOINED);
    }

    /** The scope of a to-one relation of this entity. */
    public Scope join(String toOne) {
        return joins.computeIfAbsent(toOne, name -> {
            var attribute = Attributes.get(entity, name);
            String mappedBy = Attributes.mappedBy(attribute);
            Supplier<String> foreignKey = Attributes.sharesKey(attribute) ? this::key : () -> own(name);
            Function<Scope, String> on = mappedBy.isEmpty()
                    ? other -> other.column(Attributes.KEY) + " = " + foreignKey.get()
                    : other -> other.column(mappedBy) + " = " + key();
            return new Scope(
                    statement,
                    Attributes.target(attribute),
                    reach.alias(statement, alias, name),
                    required && Attributes.isRequired(attribute),
                    shared || !Attributes.isOneToOne(attribute),
                    mappedBy.isEmpty() && reach != Reach.IN_MEMORY ? foreignKey : null,
                    on,
                    reach);
        });
    }

    /** The FROM clause. Call it after writing everything that may need another table. */
    public String from() {
        String further = joined();
        return leading == null
                ? " from " + table() + further
                : " from %s straight_join %s on %s = %s%s"
                        .formatted(leading.table(), table(), ownKey(), leading.ownKey(), further);
    }

    /** The same, with this table joined to others on a condition. */
    public String join(String others, String on) {
        String further = joined();
        return " from " + others + " join " + table() + " on " + on + further;
    }

    /** Reads rows in the order of another table that shares its key with this one, whatever MariaDB would choose. */
    void lead(Scope first) {
        leading = first;
        first.leads = true;
    }

    /** The joins to this table; their conditions may need this table. */
    private String joined() {
        var from = new StringBuilder(linked);
        joins.values().forEach(join -> from.append(join.asJoin()));
        return from.toString();
    }

    /** The join of this table, and of those joined to it. */
    public String asJoin() {
        String further = joined();
        if (!used || leads) {
            return further;
        }
        return (required ? " join " : " left join ") + table() + " on " + on.apply(this) + further;
    }

    private String table() {
        return statement.tables().name(entity) + " " + alias;
    }

    /** The key of the parent that a row of this scope has in a to-many relation. */
    public String parent(Attribute<?, ?> relation) {
        if (!Attributes.isManyToMany(relation)) {
            return path(Attributes.mappedBy(relation));
        }
        var table = statement.tables().joinTable(relation);
        if (link == null) {
            link = statement.alias();
            linked = " join %s %s on %s.%s = %s".formatted(table.name(), link, link, table.other(), ownKey());
        }
        return link + "." + table.key();
    }

    /** The column of an attribute, or the foreign key of a relation. */
    public String path(String attribute) {
        return attribute.equals(Attributes.KEY) ? key() : own(attribute);
    }

    private String own(String attribute) {
        used = true;
        return reach == Reach.RETURNED && on != null
                ? "(select %s from %s where %s)".formatted(column(attribute), table(), on.apply(this))
                : column(attribute);
    }

    private String column(String attribute) {
        return reach.column(statement.tables(), entity, alias, attribute);
    }

    public String key() {
        return key.get();
    }

    /** The key in this table itself, which an index of this table may have after other columns. */
    String ownKey() {
        return own(Attributes.KEY);
    }

    public Statement statement() {
        return statement;
    }

    public EntityType<?> entity() {
        return entity;
    }

    boolean required() {
        return required;
    }

    /** Whether several rows of the first table may lead to the same row of this one. */
    public boolean shared() {
        return shared;
    }
}
