package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.GeneratedValue;
import java.lang.reflect.AnnotatedElement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;

/** Holds the real database's rules and those of the code together: a migration can't forget one. */
@QuarkusTest
class ConstraintsTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Constraints constraints;

    @Inject
    Tables tables;

    private List<List<String>> select(String sql) throws SQLException {
        var rows = new ArrayList<List<String>>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql.formatted(names()))) {
            while (result.next()) {
                rows.add(List.of(result.getString(1), result.getString(2), String.valueOf(result.getObject(3))));
            }
        }
        assertFalse(rows.isEmpty());
        return rows;
    }

    /** The tables of records, for a list in SQL. */
    private String names() {
        return tables.names().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    @Test
    void knowsWhatEveryConstraintIsAbout() throws SQLException {
        var all = select(
                """
                select table_name, constraint_name, constraint_type from information_schema.table_constraints
                where constraint_schema = database() and table_name in (%s)""");
        for (var constraint : all) {
            String table = constraint.get(0);
            if (constraint.get(1).equals("PRIMARY") && hasGeneratedKey(table)) {
                continue; // no input sets it
            }
            var relation = constraints.relation(table, constraint.get(1));
            assertTrue(relation.isPresent(), () -> "no argument is known for " + constraint);
            assertTrue(relation.get().isAssociation(), () -> constraint + " is about " + relation);
        }
    }

    private boolean hasGeneratedKey(String table) {
        var entity = tables.entity(table).orElseThrow();
        var key = Attributes.find(entity, Attributes.KEY).orElseThrow();
        return ((AnnotatedElement) key.getJavaMember()).isAnnotationPresent(GeneratedValue.class);
    }

    @Test
    void limitsEveryTextToTheLengthOfItsColumn() throws SQLException {
        var all = select(
                """
                select table_name, column_name, character_maximum_length from information_schema.columns
                where table_schema = database() and table_name in (%s) and data_type = 'varchar'""");
        for (var column : all) {
            var attribute = tables.entity(column.get(0)).orElseThrow().getAttributes().stream()
                    .filter(one -> Tables.underscored(one.getName()).equals(column.get(1)))
                    .findFirst();
            var text = ((AnnotatedElement) attribute.orElseThrow().getJavaMember()).getAnnotation(Text.class);
            assertEquals(column.get(2), String.valueOf(text.max()), column::toString);
        }
    }

    @Test
    void hasNoColumnThatCanBeNull() throws SQLException {
        // filters rely on it: a condition on a row that is there is never unknown
        var all = select(
                """
                select table_name, column_name, is_nullable from information_schema.columns
                where table_schema = database() and table_name in (%s)""");
        all.forEach(column -> assertEquals("NO", column.get(2), column::toString));
    }
}
