package relata.feed;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Await;
import relata.SmallServer;
import relata.Sql;

/** While the binlog does not say enough, all but the feed is there. */
@QuarkusTest
@TestProfile(SmallServer.class)
class NoFeedTest {
    private static final String REASON =
            "The change feed is unavailable. The database server must be configured with binlog_row_image=FULL"
                    + " (it is MINIMAL).";

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    @BeforeEach
    void endTheFeed() throws SQLException {
        Api.awaitFeed();
        Sql.execute(database, "set global binlog_row_image = 'MINIMAL'");
        endReaders(database.getConnection());
        Await.until(() -> ask("{ changesCursor }").text().contains(REASON));
    }

    /** Ends the connections by which the binlog is read. */
    static void endReaders(Connection connection) throws SQLException {
        try (connection;
                var statement = connection.createStatement();
                var kill = connection.createStatement();
                var readers = statement.executeQuery(
                        "select id from information_schema.processlist where command = 'Binlog Dump'")) {
            while (readers.next()) {
                kill.execute("kill " + readers.getLong(1));
            }
        }
    }

    @AfterEach
    void beginItAnew() throws SQLException {
        Sql.execute(database, "set global binlog_row_image = 'FULL'");
        Api.awaitFeed();
    }

    @Test
    void saysWhatToSet() {
        // language=GraphQL
        String question = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { name } }";
        assertEquals("a", ask(question).data("createPlace.name"));
        var error = ask("{ places { nodes { name } } changesCursor }").error("UNAVAILABLE");
        assertEquals(REASON, error.message());
        assertEquals(List.of("changesCursor"), error.get("path"));
        try (var listener = Listener.to(server)) {
            var refused = listener.awaitError();
            assertEquals("UNAVAILABLE", refused.get("extensions.code"));
            assertEquals(REASON, refused.message());
        }
    }

    /** Only the newer type tells it by its status, to whoever balances load. */
    @Test
    void answersUnavailableByTheStatusThatTheTypeWants() {
        var statuses = Map.of("application/json", 200, "application/graphql-response+json", 503);
        statuses.forEach((type, status) -> given().contentType("application/json")
                .accept(type)
                .body(Map.of("query", "{ changesCursor }"))
                .post("/graphql")
                .then()
                .statusCode(status)
                .body("errors[0].extensions.code", equalTo("UNAVAILABLE")));
    }

    /** The primary has whatever there is to see, but nobody can say where that is. */
    @Test
    void answersAfterAnyCursorAndGivesNone() {
        given().contentType("application/json")
                .body(Map.of("query", "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }"))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.createPlace.id", startsWith("Place:"))
                .header("Relata-Cursor", nullValue());
        given().contentType("application/json")
                .header("Relata-After", "of another time")
                .body(Map.of("query", "{ places(first: 1) { nodes { name } } }"))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.places.nodes", hasSize(1));
    }
}
