package relata.query.sql;

import jakarta.persistence.metamodel.Attribute;
import java.util.function.Function;
import relata.query.mapping.Attributes;

/** Subqueries about the rows of a to-many relation that the row in a scope has. */
public record ToMany(Scope scope, Attribute<?, ?> relation) {
    ToMany(Scope scope, String name) {
        this(scope, Attributes.get(scope.entity(), name));
    }

    public String count() {
        return "(select count(*)" + rows(other -> "") + ")";
    }

    /** How many satisfy a condition, which is written for the scope that it is given. */
    public String count(Function<Scope, String> condition) {
        return "(select count(*)" + rows(other -> " and " + condition.apply(other)) + ")";
    }

    String exists(Function<Scope, String> condition) {
        return "exists (select 1" + rows(other -> " and " + condition.apply(other)) + ")";
    }

    private String rows(Function<Scope, String> further) {
        Scope other = Scope.root(scope.statement(), Attributes.target(relation));
        // the conditions first: they add the joins that FROM then names
        String parent = other.parent(relation);
        String conditions = " where " + parent + " = " + scope.key() + further.apply(other);
        return other.from() + conditions + scope.statement().lock();
    }
}
