package relata.api.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import relata.Await;
import relata.Sql;
import relata.api.role.StrictServer;
import relata.api.role.Tokens;

/** Whose an idempotency key is, and for how long. */
@QuarkusTest
@TestProfile(StrictServer.class)
class IdempotencyOfCallersTest {
    @Inject
    DataSource database;

    private final String key = UUID.randomUUID().toString();

    private String create(String token) {
        return relata.Json.of(RestAssured.given()
                        .auth()
                        .oauth2(token)
                        .contentType("application/json")
                        .header("Idempotency-Key", key)
                        .body(Map.of("query", "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }"))
                        .post("/graphql")
                        .asString())
                .getString("data.createPlace.id");
    }

    @Test
    void isTheCallersOwnUntilItsTimeIsOver() throws SQLException {
        String joan = create(Tokens.ofSubject("Joan", "editor"));
        String rion = create(Tokens.ofSubject("Rion", "editor"));
        String nobody = create(Tokens.of("editor"));
        assertNotEquals(joan, rion);
        assertNotEquals(joan, nobody);
        assertNotEquals(rion, nobody);
        // another token of the same person
        assertEquals(joan, create(Tokens.ofSubject("Joan", "editor", "registrar")));
        Sql.execute(database, "update stored_answer set created = created - interval 5 second");
        Await.equal(false, () -> joan.equals(create(Tokens.ofSubject("Joan", "editor"))));
    }
}
