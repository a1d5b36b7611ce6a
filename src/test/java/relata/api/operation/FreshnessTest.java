package relata.api.operation;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.api.message.Json;
import relata.feed.AheadOfTheFeed;
import relata.feed.FeedCursors;

/** What mutations tell, so that whoever wrote something can read it wherever they ask. */
@QuarkusTest
class FreshnessTest {
    // language=GraphQL
    private static final String CREATE = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";

    private static final String COUNT = "{ places { totalCount } }";

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    FeedCursors cursors;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
        Api.awaitFeed();
    }

    private static Response post(String document, Map<String, ?> extensions, String... after) {
        var request = given().contentType("application/json").accept("application/graphql-response+json");
        for (String cursor : after) {
            request.header("Relata-After", cursor);
        }
        return request.body(Json.text(Map.of("query", document, "extensions", extensions)))
                .post("/graphql");
    }

    private static String cursor(Response answer) {
        return answer.header("Relata-Cursor");
    }

    private static void assertCount(int expected, Response answer) {
        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals(expected, answer.<Integer>path("data.places.totalCount"));
    }

    @Test
    void answersAQueryAfterAMutation() {
        var created = post(CREATE, Map.of());
        assertNull(created.path("extensions"));
        assertCount(1, post(COUNT, Map.of(), cursor(created)));
        assertCount(1, post(COUNT, Map.of("after", cursor(created))));
        assertCount(1, post(COUNT, Map.of("after", cursor(created)), cursor(created)));
    }

    @Test
    void takesACursorOfTheFeed() {
        String place = ask("{ changesCursor }").data("changesCursor");
        assertCount(0, post(COUNT, Map.of(), place));
    }

    @Test
    void givesACursorThatTheFeedTakes() {
        String cursor = cursor(post(CREATE, Map.of()));
        String next = ask(CREATE).data("createPlace.id");
        try (var socket = ApiSocket.open(server)) {
            // language=GraphQL
            socket.subscribe(
                    "1", "subscription ($after: String) { changes(after: $after) { id } }", Map.of("after", cursor));
            assertEquals(next, socket.next("next").getString("payload.data.changes.id"));
        }
    }

    @Test
    void tellsACursorInTheExtensionsWhereThatIsAskedFor() {
        var created = post(CREATE, Map.of("cursor", true));
        assertEquals(cursor(created), created.path("extensions.cursor"));
        try (var socket = ApiSocket.open(server)) {
            var parameters = Map.of("query", CREATE, "extensions", Map.of("cursor", true));
            socket.send(Map.of("id", "1", "type", "subscribe", "payload", parameters));
            String cursor = socket.next("next").getString("payload.extensions.cursor");
            assertCount(2, post(COUNT, Map.of(), cursor));
            socket.next("complete");
            socket.send(Map.of("id", "2", "type", "subscribe", "payload", Map.of("query", CREATE)));
            assertNull(socket.next("next").get("payload.extensions"));
        }
    }

    @Test
    void tellsNoneOfWhatWroteNothing() {
        assertNull(cursor(post(COUNT, Map.of("cursor", true))));
        assertNull(post(COUNT, Map.of("cursor", true)).path("extensions"));
        var failed = post("mutation { deletePlace(id: \"1\") { id } }", Map.of("cursor", true));
        assertTrue(failed.asString().contains("NOT_FOUND"), failed::asString);
        assertNull(cursor(failed));
    }

    @Test
    void tellsOneOfWhatIsAnsweredAgain() {
        var extensions = Map.of("idempotencyKey", "k-" + System.nanoTime());
        assertNotNull(cursor(post(CREATE, extensions)));
        var again = post(CREATE, extensions);
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertCount(1, post(COUNT, Map.of(), cursor(again)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "ZZZZ", "eyJhIjoxfQ"})
    void refusesWhatIsNoCursor(String after) {
        assertRefused(post(COUNT, Map.of("after", after)), "not a cursor of this database");
        if (!after.isEmpty()) {
            assertRefused(post(COUNT, Map.of(), after), "not a cursor of this database");
        }
    }

    @Test
    void refusesACursorOfAPage() {
        ask(CREATE).data();
        String page = ask("{ places { pageInfo { endCursor } } }").data("places.pageInfo.endCursor");
        assertRefused(post(COUNT, Map.of(), page), "not a cursor of this database");
    }

    @Test
    void refusesPartsOfAnotherType() {
        assertRefused(post(COUNT, Map.of("after", 1)), "“after” must be a string");
        assertRefused(post(COUNT, Map.of("after", List.of("x"))), "“after” must be a string");
        assertRefused(post(CREATE, Map.of("cursor", "yes")), "“cursor” must be true or false");
        assertRefused(post(COUNT, Map.of("after", "x"), "y"), "two different cursors");
        assertRefused(post(COUNT, Map.of(), "x", "y"), "two different cursors");
        assertCount(0, post(COUNT, Map.of()));
        // a null is nothing
        var nulls = new HashMap<String, Object>();
        nulls.put("after", null);
        nulls.put("cursor", null);
        assertCount(0, post(COUNT, nulls));
    }

    /** As after the loss of what the database had acknowledged. */
    @Test
    void refusesACursorAheadOfTheDatabase() {
        String here = cursor(post(CREATE, Map.of()));
        String ahead = ahead(here);
        var refused = post(COUNT, Map.of("after", ahead));
        assertEquals("BAD_REQUEST", refused.path("errors[0].extensions.code"), refused::asString);
        assertTrue(refused.<String>path("errors[0].message").contains("has not reached the cursor"), refused::asString);
        // what needs no record needs no database
        assertEquals("Query", post("{ __typename }", Map.of("after", ahead)).path("data.__typename"));
    }

    /** The same cursor, some transactions later. */
    private String ahead(String cursor) {
        return AheadOfTheFeed.of(cursors, cursor, 1_000);
    }

    private static void assertRefused(Response answer, String why) {
        assertEquals(400, answer.statusCode(), answer::asString);
        assertEquals("BAD_REQUEST", answer.path("errors[0].extensions.code"));
        assertTrue(answer.<String>path("errors[0].message").contains(why), answer::asString);
        assertFalse(answer.asString().contains("\"data\""), answer::asString);
    }
}
