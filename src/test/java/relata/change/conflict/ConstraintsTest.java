package relata.change.conflict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.GeneratedValue;
import java.lang.reflect.AnnotatedElement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import relata.change.Text;
import relata.menu.MenuServer;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;

/** Compares the constraints of the real database with those of the code, so that a migration cannot forget one. */
@QuarkusTest
@TestProfile(MenuServer.class)
class ConstraintsTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Constraints constraints;

    @Inject
    Conflicts conflicts;

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
            boolean isKnown = constraint.get(2).equals("FOREIGN KEY")
                    ? constraints.relation(table, constraint.get(1)).isPresent()
                    : conflicts.key(table, constraint.get(1)).isPresent();
            assertTrue(isKnown, () -> "no argument is known for " + constraint);
        }
    }

    @Test
    void findsAConstraintOfTheDatabaseForEveryUniqueKeyOfTheMapping() throws SQLException {
        var unique = select(
                """
                select table_name, constraint_name, constraint_type from information_schema.table_constraints
                where constraint_schema = database() and table_name in (%s) and constraint_type <> 'FOREIGN KEY'""");
        for (String table : tables.names()) {
            for (var key : UniqueKey.of(tables.entity(table).orElseThrow(), tables)) {
                assertTrue(
                        unique.stream().anyMatch(row -> row.get(0).equals(table) && key.isNamed(row.get(1), table)),
                        () -> "the database does not hold " + key.constraint());
            }
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
            if (attribute.orElseThrow().getJavaType().isEnum()) {
                continue; // its names have no length limit
            }
            var text = ((AnnotatedElement) attribute.get().getJavaMember()).getAnnotation(Text.class);
            assertEquals(column.get(2), String.valueOf(text.max()), column::toString);
        }
    }

    @Test
    void knowsWhichColumnsCanBeNull() throws SQLException {
        // filters and orders rely on it
        var all = select(
                """
                select table_name, column_name, is_nullable from information_schema.columns
                where table_schema = database() and table_name in (%s)""");
        for (var column : all) {
            var entity = tables.entity(column.get(0)).orElseThrow();
            boolean isNullable = entity.getAttributes().stream()
                    .filter(attribute -> column.get(1).equals(tables.column(entity, attribute.getName())))
                    .noneMatch(Attributes::isRequired);
            assertEquals(isNullable ? "YES" : "NO", column.get(2), column::toString);
        }
    }
}
