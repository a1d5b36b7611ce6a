package relata.query;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;

/** Asks MariaDB how it would run the statements of a query, on many rows. */
@QuarkusTest
class IndexTest {
    private static final long FIRST_KEY = 1_000_000_000L;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void createManyPlaces() throws SQLException {
        Api.deleteAll();
        execute(
                """
                insert into place (id, name, address)
                select seq + 1000000000, concat('Place ', (seq * 7919) % 10007), 'x' from seq_1_to_20000""");
        execute("analyze table place");
    }

    @AfterEach
    void deleteThem() throws SQLException {
        execute("delete from place where id >= " + FIRST_KEY);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One row of EXPLAIN: how the first table is read. */
    private record Plan(String type, String key, String extra) {}

    private Plan explain(String arguments, Object... parameters) throws SQLException {
        // language=GraphQL
        String document = "{ places(%s) { nodes { name } } }".formatted(arguments);
        String sql = given().contentType("application/json")
                .header("Relata-Explain", "sql")
                .body(Map.of("query", document))
                .post("/graphql")
                .jsonPath()
                .getString("extensions.sql[0].statement");
        assertEquals(parameters.length, sql.chars().filter(c -> c == '?').count(), sql);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("explain " + sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var plan = statement.executeQuery()) {
                assertTrue(plan.next());
                return new Plan(plan.getString("type"), plan.getString("key"), plan.getString("Extra"));
            }
        }
    }

    @Test
    void findsExactTextByTheIndex() throws SQLException {
        var plan = explain("where: {name: {exact: \"Place 7\"}}", "Place 7", "Place 7", 51);
        assertEquals("ref", plan.type);
        assertTrue(plan.key.startsWith("ix_place_name"), plan::toString);
    }

    @Test
    void findsOneOfSomeTextsByTheIndex() throws SQLException {
        var plan = explain(
                "where: {name: {in: [\"Place 7\", \"Place 8\"]}}", "Place 7", "Place 8", "Place 7", "Place 8", 51);
        assertEquals("range", plan.type);
        assertTrue(plan.key.startsWith("ix_place_name"), plan::toString);
    }

    @Test
    void findsTheStartOfATextByTheIndex() throws SQLException {
        String start = "Place 77";
        var plan = explain(
                "where: {name: {startsWith: \"%s\"}}".formatted(start),
                start + "%",
                start,
                start + "\uffff",
                8,
                start,
                51);
        assertEquals("range", plan.type, plan::toString);
        assertTrue(plan.key.startsWith("ix_place_name"), plan::toString);
    }

    @Test
    void pagesOnByTheIndexWithoutSorting() throws SQLException {
        for (String direction : List.of("ASC", "DESC")) {
            // language=GraphQL
            String document =
                    "{ places(first: 1, offset: 10000, orderBy: [{name: %s}]) { pageInfo { endCursor } nodes { id name } } }"
                            .formatted(direction);
            var middle = Api.ask(document);
            String arguments = "after: \"%s\", orderBy: [{name: %s}]"
                    .formatted(middle.data("places.pageInfo.endCursor"), direction);
            String name = middle.data("places.nodes[0].name");
            long key = Long.parseLong(middle.<String>data("places.nodes[0].id").substring(6));
            var plan = explain(arguments, name, name, name, key, 51);
            assertEquals("range", plan.type, plan::toString);
            assertTrue(plan.key.startsWith("ix_place_name"), plan::toString);
            assertFalse(plan.extra.contains("filesort"), plan::toString);
        }
    }
}
