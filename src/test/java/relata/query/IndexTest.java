package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;
import relata.Sql;

/** Limits how many of many rows MariaDB reads for a query. */
@QuarkusTest
@TestInstance(Lifecycle.PER_CLASS)
class IndexTest {
    private static final long FIRST_KEY = 1_000_000_000L;

    @Inject
    AgroalDataSource database;

    /** 20,000 places, 2,000 of them with restaurants of ten waiters, and 2,000 people with Adhars. */
    @BeforeAll
    void createMany() throws SQLException {
        // without the API, which is not available to tests yet
        Sql.execute(
                database,
                "delete from waiter",
                "delete from restaurant",
                "delete from place",
                "delete from adhar",
                "delete from person",
                """
                insert into place (id, name, address)
                select seq + 1000000000, concat('Place ', (seq * 7919) % 10007), 'x' from seq_1_to_20000""",
                """
                insert into restaurant (place_id, serves_hot_dogs, serves_pizza)
                select seq + 1000000000, seq % 2, 0 from seq_1_to_2000""",
                """
                insert into waiter (id, name, restaurant_id)
                select seq + 1000000000, 'x', 1000000001 + (seq * 7919) % 2000 from seq_1_to_20000""",
                """
                insert into person (id, name, email, mobile)
                select seq + 1000000000, 'x', '', '' from seq_1_to_2000""",
                """
                insert into adhar (id, person_id, signature, adhar_no)
                select seq + 1000000000, 1000000001 + (seq * 7919) % 2000, '', 'x' from seq_1_to_2000""",
                "analyze table place, restaurant, waiter, person, adhar");
    }

    @AfterAll
    void deleteThem() throws SQLException {
        for (String key : List.of("waiter.id", "restaurant.place_id", "place.id", "adhar.id", "person.id")) {
            Sql.execute(database, "delete from %s where %s >= %d".formatted(key.split("[.]")[0], key, FIRST_KEY));
        }
    }

    /** The total number of rows that the database has read. */
    private static long rowsRead(Statement statement) throws SQLException {
        try (var counters = statement.executeQuery(
                "select sum(variable_value) from information_schema.global_status where variable_name like 'handler_read%'")) {
            counters.next();
            return counters.getLong(1);
        }
    }

    /** Sends a request, and fails if the database reads more rows than that for it, in whichever statements. */
    private Api.Answer assertReads(int most, String document) throws SQLException {
        // the first time also reads the database's own tables
        Api.ask(document).data();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            long start = rowsRead(statement);
            long before = rowsRead(statement);
            var answer = Api.ask(document);
            // less the rows read for the counter itself
            long rows = rowsRead(statement) - before - (before - start);
            assertTrue(rows <= most, () -> rows + " rows for " + document);
            return answer;
        }
    }

    private static int nodes(Api.Answer answer, String connection) {
        return answer.<List<?>>data(connection + ".nodes").size();
    }

    private int assertReadsForPlaces(int most, String where) throws SQLException {
        return nodes(
                assertReads(most, "{ places(where: {name: {%s}}) { nodes { name } } }".formatted(where)), "places");
    }

    @Test
    void countsWhatIsReadOfATable() throws SQLException {
        // no index helps here
        assertThrows(AssertionError.class, () -> assertReadsForPlaces(19_000, "endsWith: \"nowhere\""));
    }

    @Test
    void findsExactTextByTheIndex() throws SQLException {
        assertEquals(2, assertReadsForPlaces(20, "exact: \"Place 7\""));
    }

    @Test
    void findsOneOfSomeTextsByTheIndex() throws SQLException {
        assertEquals(4, assertReadsForPlaces(40, "in: [\"Place 7\", \"Place 8\"]"));
    }

    @Test
    void findsTheStartOfATextByTheIndex() throws SQLException {
        assertEquals(22, assertReadsForPlaces(200, "startsWith: \"Place 777\""));
    }

    @Test
    void pagesOnByTheIndexWithoutSorting() throws SQLException {
        for (String direction : List.of("ASC", "DESC")) {
            // language=GraphQL
            String places =
                    "{ places(first: 10, orderBy: [{name: %s}], %s) { pageInfo { endCursor } nodes { name } } }";
            String cursor =
                    Api.ask(places.formatted(direction, "offset: 10000")).data("places.pageInfo.endCursor");
            String next = places.formatted(direction, "after: \"" + cursor + '"');
            assertEquals(10, nodes(assertReads(100, next), "places"));
        }
    }

    @ParameterizedTest
    @CsvSource({"waiters, restaurant", "restaurants, place", "adhars, person"})
    void pagesByTheKeyOfARelatedRowWithoutSorting(String connection, String related) throws SQLException {
        for (String direction : List.of("ASC", "DESC")) {
            // language=GraphQL
            String document =
                    "{ %s(orderBy: [{%s: {id: %s}}], %s) { pageInfo { endCursor } nodes { id %2$s { id } } } }";
            String cursor = Api.ask(document.formatted(connection, related, direction, "first: 1, offset: 1000"))
                    .data(connection + ".pageInfo.endCursor");
            for (String page : List.of("first: 1, after: \"" + cursor + '"', "last: 1, before: \"" + cursor + '"')) {
                String next = document.formatted(connection, related, direction, page);
                assertEquals(1, nodes(assertReads(100, next), connection));
            }
        }
    }

    @Test
    void findsRowsByTheKeyOfARelatedOneByTheIndex() throws SQLException {
        // language=GraphQL
        String document = "{ waiters(where: {restaurant: {id: {exact: \"1000000007\"}}}) { nodes { name } } }";
        assertEquals(10, nodes(assertReads(100, document), "waiters"));
    }
}
