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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;
import relata.Sql;

/** Asks MariaDB how it would run the statements of a query, on many rows. */
@QuarkusTest
class IndexTest {
    private static final long FIRST_KEY = 1_000_000_000L;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void createManyPlaces() throws SQLException {
        Api.deleteAll();
        Sql.execute(
                database,
                """
                insert into place (id, name, address)
                select seq + 1000000000, concat('Place ', (seq * 7919) % 10007), 'x' from seq_1_to_20000""");
        Sql.execute(database, "analyze table place");
    }

    /** Ten at each of 2,000 restaurants, and 2,000 people with Adhars. */
    private void createManyWaitersAndAdhars() throws SQLException {
        Sql.execute(
                database,
                """
                insert into restaurant (place_id, serves_hot_dogs, serves_pizza)
                select seq + 1000000000, seq % 2, 0 from seq_1_to_2000""");
        Sql.execute(
                database,
                """
                insert into waiter (id, name, restaurant_id)
                select seq + 1000000000, 'x', 1000000001 + (seq * 7919) % 2000 from seq_1_to_20000""");
        Sql.execute(
                database,
                """
                insert into person (id, name, email, mobile)
                select seq + 1000000000, 'x', '', '' from seq_1_to_2000""");
        Sql.execute(
                database,
                """
                insert into adhar (id, person_id, signature, adhar_no)
                select seq + 1000000000, 1000000001 + (seq * 7919) % 2000, '', 'x' from seq_1_to_2000""");
        Sql.execute(database, "analyze table restaurant, waiter, person, adhar");
    }

    @AfterEach
    void deleteThem() throws SQLException {
        for (String key : List.of("waiter.id", "restaurant.place_id", "place.id", "adhar.id", "person.id")) {
            Sql.execute(database, "delete from %s where %s >= %d".formatted(key.split("[.]")[0], key, FIRST_KEY));
        }
    }

    /** One row of EXPLAIN: how the first table is read. */
    private record Plan(String type, String key, String extra) {}

    private Plan explain(String arguments, Object... parameters) throws SQLException {
        return explainDocument("{ places(%s) { nodes { name } } }".formatted(arguments), parameters);
    }

    private Plan explainDocument(String document, Object... parameters) throws SQLException {
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

    @ParameterizedTest
    @CsvSource({"waiters, restaurant", "restaurants, place", "adhars, person"})
    void pagesByTheKeyOfARelatedRowWithoutSorting(String connection, String related) throws SQLException {
        createManyWaitersAndAdhars();
        for (String direction : List.of("ASC", "DESC")) {
            // language=GraphQL
            String document =
                    "{ %s(orderBy: [{%s: {id: %s}}], %s) { pageInfo { endCursor } nodes { id %2$s { id } } } }";
            String first = document.formatted(connection, related, direction, "first: 1, offset: 1000");
            var middle = Api.ask(first);
            String cursor = middle.data(connection + ".pageInfo.endCursor");
            long relatedKey = key(middle.data(connection + ".nodes[0]." + related + ".id"));
            long key = key(middle.data(connection + ".nodes[0].id"));
            assertSortedByIndex(explainDocument(first, 2, 1000), first);
            for (String page : List.of("first: 1, after: \"" + cursor + '"', "last: 1, before: \"" + cursor + '"')) {
                String next = document.formatted(connection, related, direction, page);
                assertSortedByIndex(explainDocument(next, relatedKey, relatedKey, relatedKey, key, 2), next);
            }
        }
    }

    private static long key(String id) {
        return Long.parseLong(id.split(":")[1]);
    }

    private static void assertSortedByIndex(Plan plan, String document) {
        assertTrue(Set.of("index", "range").contains(plan.type), () -> plan + " of " + document);
        assertFalse(plan.extra.contains("filesort"), () -> plan + " of " + document);
    }

    @Test
    void findsRowsByTheKeyOfARelatedOneByTheIndex() throws SQLException {
        createManyWaitersAndAdhars();
        // language=GraphQL
        String document = "{ waiters(where: {restaurant: {id: {exact: \"1000000007\"}}}) { nodes { name } } }";
        var plan = explainDocument(document, 1_000_000_007L, 51);
        assertEquals("ref", plan.type, plan::toString);
        assertEquals("ix_waiter_restaurant", plan.key, plan::toString);
    }
}
