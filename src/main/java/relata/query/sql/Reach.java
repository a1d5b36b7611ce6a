package relata.query.sql;

import jakarta.persistence.metamodel.EntityType;
import relata.query.mapping.Tables;

/** How the columns of a record, and of those related to it, are reached. */
public enum Reach {
    /** By joins in a FROM clause. */
    JOINED,
    /** By subqueries in a RETURNING clause, in which nothing can be joined. */
    RETURNED,
    /** By attributes. */
    IN_MEMORY {
        @Override
        String column(Tables tables, EntityType<?> entity, String alias, String attribute) {
            return alias + attribute;
        }
    };

    /** The expression for the column of an attribute, in the table with that alias. */
    String column(Tables tables, EntityType<?> entity, String alias, String attribute) {
        return alias + "." + tables.column(entity, attribute);
    }
}
