package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;

@QuarkusTest
class ExplanationTest {
    // language=GraphQL
    private static final String CREATE =
            "mutation { createPlaces(input: [{name: \"a\", address: \"b\"}, {name: \"c\", address: \"d\"}]) { id } }";
    // language=GraphQL
    private static final String READ = "{ places { totalCount nodes { name } } }";

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static JsonPath ask(String document, String explain) {
        return given().contentType("application/json")
                .header(Explanation.HEADER, explain)
                .body(Map.of("query", document))
                .post("/graphql")
                .jsonPath();
    }

    @Test
    void tellsEachStatementOfAQuery() {
        Api.ask(CREATE).data("createPlaces");
        var answer = ask(READ, "sql");
        assertEquals(2, answer.getList("extensions.sql").size());
        assertTrue(answer.getString("extensions.sql[0].statement").startsWith("select e0.id, e0.name from place"));
        assertEquals(2, answer.getInt("extensions.sql[0].rows"));
        assertTrue(answer.getFloat("extensions.sql[0].milliseconds") > 0);
        assertTrue(answer.getString("extensions.sql[1].statement").startsWith("select count(*)"));
    }

    @Test
    void tellsEachStatementOfAMutation() {
        var statements = ask(CREATE, "sql").getList("extensions.sql.statement", String.class);
        assertTrue(
                statements.contains("insert into place (address, name) values (?, ?), (?, ?) returning place.id"),
                statements::toString);
    }

    @Test
    void tellsNothingUnlessItIsAsked() {
        assertNull(ask(READ, "no").get("extensions"));
    }
}
