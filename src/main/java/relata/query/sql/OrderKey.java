package relata.query.sql;

import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import relata.query.mapping.Attributes;
import relata.query.type.ColumnType;
import relata.query.type.ColumnTypes;

/** One key of an order: the path of attributes that leads to it, and the direction. */
public record OrderKey(List<String> path, boolean descending) {
    String signature() {
        return String.join(".", path) + (descending ? " desc" : " asc");
    }

    Scope scope(Scope root) {
        return path.subList(0, path.size() - 1).stream().reduce(root, Scope::join, (a, b) -> b);
    }

    String name() {
        return path.get(path.size() - 1);
    }

    String expression(Scope root) {
        Scope scope = scope(root);
        return Attributes.counted(scope.entity(), name())
                .map(list -> count(new ToMany(scope, list)))
                .orElseGet(() -> scope.path(name()));
    }

    /** If the row is missing, there is nothing to count: the result is null, not 0. */
    private static String count(ToMany list) {
        Scope scope = list.scope();
        return scope.required()
                ? list.count()
                : "case when %s is not null then %s end".formatted(scope.key(), list.count());
    }

    ColumnType type(EntityType<?> root) {
        // anything but an attribute is a count
        return Attributes.find(owner(root), name()).map(ColumnTypes::of).orElse(ColumnTypes.LONG);
    }

    /** The entity that has the attribute or count. */
    private EntityType<?> owner(EntityType<?> root) {
        EntityType<?> entity = root;
        for (String toOne : path.subList(0, path.size() - 1)) {
            entity = Attributes.target(Attributes.get(entity, toOne));
        }
        return entity;
    }

    /**
     * Whether no two rows have the same value: it is their key, or that of the related row in a one-to-one relation.
     */
    boolean isUnique(EntityType<?> root) {
        EntityType<?> entity = root;
        for (String toOne : path.subList(0, path.size() - 1)) {
            var attribute = Attributes.get(entity, toOne);
            if (!Attributes.isOneToOne(attribute) || !Attributes.isRequired(attribute)) {
                return false;
            }
            entity = Attributes.target(attribute);
        }
        return name().equals(Attributes.KEY);
    }

    /** Whether the value may be null: the column is nullable, or a row on the path may be missing. */
    boolean nullable(EntityType<?> root) {
        EntityType<?> entity = root;
        for (String toOne : path.subList(0, path.size() - 1)) {
            var attribute = Attributes.get(entity, toOne);
            if (!Attributes.isRequired(attribute)) {
                return true;
            }
            entity = Attributes.target(attribute);
        }
        // a count is never null
        return Attributes.find(entity, name())
                .map(attribute -> !Attributes.isRequired(attribute))
                .orElse(false);
    }
}
