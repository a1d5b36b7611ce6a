package relata.query.sql;

import jakarta.persistence.metamodel.Attribute;
import java.util.function.Function;
import relata.query.mapping.Attributes;

/** Subqueries on a to-many relation of the row in a scope. */
public record ToMany(Scope scope, Attribute<?, ?> relation) {
    ToMany(Scope scope, String name) {
        this(scope, Attributes.get(scope.entity(), name));
    }

    public String count() {
        return "(select count(*)" + rows(other -> "") + ")";
    }

    /** The number of rows that satisfy a condition, which is written for their scope. */
    public String count(Function<Scope, String> condition) {
        return "(select count(*)" + rows(other -> " and " + condition.apply(other)) + ")";
    }

    String exists(Function<Scope, String> condition) {
        return "exists (select 1" + rows(other -> " and " + condition.apply(other)) + ")";
    }

    private String rows(Function<Scope, String> further) {
        Scope other = Scope.root(scope.statement(), Attributes.target(relation));
        // conditions first: they add joins to the FROM clause
        String parent = other.parent(relation);
        String conditions = " where " + parent + " = " + scope.key() + further.apply(other);
        return other.from() + conditions + scope.statement().lock();
    }
}
