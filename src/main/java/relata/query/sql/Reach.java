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

        @Override
        String alias(Statement statement, String alias, String toOne) {
            return alias + toOne + ".";
        }
    };

    /** The expression for the column of an attribute, in the table with that alias. */
    String column(Tables tables, EntityType<?> entity, String alias, String attribute) {
        return alias + "." + tables.column(entity, attribute);
    }

    /** The alias of the record that a relation leads to, from the one with an alias. */
    String alias(Statement statement, String alias, String toOne) {
        return statement.alias();
    }
}
