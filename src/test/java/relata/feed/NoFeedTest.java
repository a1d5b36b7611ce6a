package relata.feed;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.database.SpareResource;

/** Where the database keeps no binlog, all but the feed is there. */
@QuarkusTest
@TestProfile(NoFeedTest.NoBinlog.class)
class NoFeedTest {
    private static final String REASON =
            "There is no change feed. The database server has to be set to log_bin=ON (it is OFF).";

    @TestHTTPResource("/graphql")
    URL server;

    public static class NoBinlog implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SpareResource.class, Map.of("option", "--skip-log-bin")));
        }
    }

    @Test
    void saysWhatToSet() throws Exception {
        // language=GraphQL
        String question = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { name } }";
        assertEquals("a", ask(question).data("createPlace.name"));
        Api.Answer answer = ask("{ places { nodes { name } } changesCursor }");
        for (int tries = 0; !answer.error("UNAVAILABLE").message().equals(REASON) && tries < 500; tries++) {
            Thread.sleep(10);
            answer = ask("{ places { nodes { name } } changesCursor }");
        }
        assertEquals(REASON, answer.error("UNAVAILABLE").message());
        assertEquals(List.of("changesCursor"), answer.error("UNAVAILABLE").get("path"));
        try (var listener = Listener.to(server)) {
            var error = listener.awaitError();
            assertEquals("UNAVAILABLE", error.get("extensions.code"));
            assertEquals(REASON, error.message());
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
}
