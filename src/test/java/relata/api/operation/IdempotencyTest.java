package relata.api.operation;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.Await;
import relata.Background;
import relata.api.message.Json;
import relata.api.message.Sha256;
import relata.change.LocksTest;

/** Mutations that happen once, however often they are sent. */
@QuarkusTest
class IdempotencyTest {
    // language=GraphQL
    private static final String CREATE =
            "mutation ($name: String!) { createPlace(input: {name: $name, address: \"944\"}) { id name } }";

    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    AgroalDataSource database;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static Response post(String body, String... keys) {
        var request = given().contentType("application/json").accept("application/graphql-response+json");
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return request.body(body).post("/graphql");
    }

    private static String create(String name) {
        return Json.text(Map.of("query", CREATE, "variables", Map.of("name", name)));
    }

    private static String withExtension(String document, Object key) {
        return Json.text(Map.of("query", document, "extensions", Map.of("idempotencyKey", key)));
    }

    private static int places() {
        return ask("{ places { totalCount } }").data("places.totalCount");
    }

    private static void assertReplays(Response first, Response second) {
        assertEquals(200, first.statusCode(), first::asString);
        assertNull(first.header("Idempotency-Replayed"));
        assertEquals("true", second.header("Idempotency-Replayed"), second::asString);
        assertEquals(first.asString(), second.asString());
        assertEquals(first.statusCode(), second.statusCode());
    }

    private static void assertRefused(Response response) {
        assertEquals(400, response.statusCode(), response::asString);
        assertEquals("BAD_REQUEST", relata.Json.of(response.asString()).getString("errors[0].extensions.code"));
    }

    @Test
    void answersTheSameRequestFromTheStore() {
        assertReplays(post(create("Demon Dogs"), key), post(create("Demon Dogs"), key));
        assertEquals(1, places());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createPlace(input: {name: \"a\", address: \"b\", restaurant: {waiters: [{name: \"Joe\"}]}}) { id }",
                "createPlaces(input: [{name: \"a\", address: \"b\"}]) { label }",
                "createPlace(input: {name: \"a\", address: \"b\"}) { id restaurant { id } }",
                "__typename a: createPlace(input: {name: \"a\", address: \"b\"}) { id } createPlaces(input: []) { id }",
            })
    void countsForAllWaysToCreate(String fields) {
        String body = withExtension("mutation { %s }".formatted(fields), key);
        assertReplays(post(body), post(body));
        assertEquals(1, places());
    }

    @Test
    void countsForUpdatesAndDeletes() {
        String id = ask(CREATE, "name", "Demon Dogs").data("createPlace.id");
        String update = "mutation { updatePlace(id: \"%s\", input: {name: \"Ace\"}) { name } }".formatted(id);
        assertReplays(post(withExtension(update, key + "u")), post(withExtension(update, key + "u")));
        String delete = "mutation { deletePlace(id: \"%s\") { id } }".formatted(id);
        assertReplays(post(withExtension(delete, key)), post(withExtension(delete, key)));
    }

    @Test
    void doesNotCareHowTheJsonIsWritten() {
        // language=GraphQL
        String query = Json.text(
                """
                mutation ($n: Int) {
                  createPlace(input: {name: "a", address: "b"}) { restaurant { waiters(first: $n) { id } } }
                }""");
        String body = "{\"query\": %s, \"variables\": {\"n\": 100, \"x\": {\"a\": [1], \"b\": null}}}".formatted(query);
        var first = post(body, key);
        for (String variables : List.of(
                "{\"x\": {\"b\": null, \"a\": [1.0]}, \"n\": 100}",
                "{\n  \"n\": 1e2,\r\n\t\"x\" : {\"a\": [10E-1], \"b\": null}}")) {
            var again = "{\"variables\": %s, \"operationName\": \"\", \"query\": %s}".formatted(variables, query);
            assertReplays(first, post(again, key));
        }
        for (String variables : List.of("{\"n\": 100}", "{\"n\": 100, \"x\": {\"a\": [\"1\"], \"b\": null}}")) {
            assertRefused(post("{\"query\": %s, \"variables\": %s}".formatted(query, variables), key));
        }
        assertEquals(1, places());
    }

    @Test
    void takesAPersistedQueryForItsText() {
        String document = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";
        var persisted = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", Sha256.of(document)));
        var first = post(Json.text(Map.of("query", document, "extensions", persisted)), key);
        assertReplays(first, post(Json.text(Map.of("extensions", persisted)), key));
        assertReplays(first, post(Json.text(Map.of("query", document)), key));
        assertEquals(1, places());
    }

    @Test
    void refusesAnotherRequestWithTheKey() {
        post(create("Demon Dogs"), key);
        assertRefused(post(create("Ace Hardware"), key));
        String named = CREATE.replace("mutation (", "mutation Create(");
        assertRefused(post(Json.text(Map.of("query", named, "variables", Map.of("name", "Demon Dogs"))), key));
        assertEquals(1, places());
    }

    @Test
    void takesAStringOrBareTextOrTheExtension() {
        String document = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";
        var first = post(withExtension(document, key));
        assertReplays(first, post(Json.text(Map.of("query", document)), key));
        assertReplays(first, post(Json.text(Map.of("query", document)), '"' + key + '"'));
        assertReplays(first, post(Json.text(Map.of("query", document)), '"' + key + "\";a=1"));
        assertReplays(first, post(withExtension(document, key), key, '"' + key + '"'));
        var second = post(withExtension(document, "a\\b\"c " + key));
        assertReplays(second, post(Json.text(Map.of("query", document)), "\"a\\\\b\\\"c " + key + '"'));
        assertEquals(2, places());
    }

    @Test
    void refusesWhatIsNoKey() {
        String document = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";
        String plain = Json.text(Map.of("query", document));
        for (Object wrong : List.of("", "x".repeat(256), 7, true, List.of(), Map.of())) {
            assertRefused(post(withExtension(document, wrong)));
        }
        for (String wrong :
                List.of("\"\"", "x".repeat(256), "\"half", "\"a\"b", "\"a\\b\"", "\"" + "x".repeat(15_000))) {
            assertRefused(post(plain, wrong));
        }
        assertRefused(post(plain, key, key + "2"));
        assertRefused(post(withExtension(document, key), key + "2"));
        assertEquals(0, places());
        assertEquals(200, post(withExtension(document, "😀".repeat(255))).statusCode());
    }

    @Test
    void meansNothingInAQuery() {
        for (String wrong : List.of(key, "", "\"half")) {
            var answer = post("{\"query\": \"{ __typename }\", \"extensions\": {\"idempotencyKey\": 7}}", wrong);
            assertEquals(200, answer.statusCode(), answer::asString);
        }
    }

    @Test
    void keepsNothingOfWhatFailed() {
        String person =
                ask("mutation { createPerson(input: {name: \"Joan\"}) { id } }").data("createPerson.id");
        String adhar =
                "mutation { createAdhar(input: {person: {id: \"%s\"}, signature: \"\", adharNo: \"%s\"}) { id } }";
        String first = ask(adhar.formatted(person, 1)).data("createAdhar.id");
        assertTrue(
                post(withExtension(adhar.formatted(person, 2), key)).asString().contains("CONFLICT"));
        ask("mutation { deleteAdhar(id: \"%s\") { id } }".formatted(first)).data();
        assertReplays(
                post(withExtension(adhar.formatted(person, 3), key)),
                post(withExtension(adhar.formatted(person, 3), key)));
    }

    @Test
    void keepsNoLargeAnswer() {
        var elements = new ArrayList<Map<String, String>>();
        for (int i = 0; i < 500; i++) {
            elements.add(Map.of("name", "a", "address", "x".repeat(80)));
        }
        var aliases = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            aliases.append("a%d: address ".formatted(i));
        }
        String document = "mutation ($i: [CreatePlaceInput!]!) { createPlaces(input: $i) { %s} }".formatted(aliases);
        var answer = relata.Json.of(post(Json.text(Map.of("query", document, "variables", Map.of("i", elements))), key)
                .asString());
        assertEquals("LIMIT_EXCEEDED", answer.getString("errors[0].extensions.code"));
        assertEquals("relata.idempotency.answer", answer.getString("errors[0].extensions.limit"));
        assertEquals(0, places());
        assertNull(post(create("Demon Dogs"), key).header("Idempotency-Replayed"));
    }

    @Test
    void happensOnceForManyAtOnce() throws Exception {
        for (int round = 1; round <= 8; round++) {
            String roundKey = key + round;
            var clients = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 16; i++) {
                clients.add(Background.start(
                        () -> post(create("Demon Dogs"), roundKey).asString()));
            }
            Set<String> answers = new HashSet<>();
            for (var client : clients) {
                answers.add(client.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            assertEquals(1, answers.size(), answers::toString);
            assertEquals(round, places());
        }
    }

    @Test
    void letsNobodyBeToldOfTheConflictWithItself() throws Exception {
        String person =
                ask("mutation { createPerson(input: {name: \"Joan\"}) { id } }").data("createPerson.id");
        String document =
                "mutation { createAdhar(input: {person: {id: \"%s\"}, signature: \"\", adharNo: \"1\"}) { id } }"
                        .formatted(person);
        var clients = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 16; i++) {
            clients.add(
                    Background.start(() -> post(withExtension(document, key)).asString()));
        }
        Set<String> answers = new HashSet<>();
        for (var client : clients) {
            answers.add(client.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(answers.toString().contains("\"data\""), answers::toString);
    }

    /** While another server is at work with both keys, for longer than an operation would be retried otherwise. */
    @Test
    void waitsForTheFirstForAsLongAsItHasTime() throws Exception {
        var first = post(create("Demon Dogs"), key);
        String keyOfLost = UUID.randomUUID().toString();
        post(create("Ace Hardware"), keyOfLost);
        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("update stored_answer set created = utc_timestamp()");
                statement.execute("delete from stored_answer where answer like '%Ace Hardware%'");
            }
            int before = LocksTest.status(database, "innodb_row_lock_waits");
            var again = Background.start(() -> post(create("Demon Dogs"), key));
            var instead = Background.start(() -> post(create("Ace Hardware"), keyOfLost));
            Await.until(() -> LocksTest.status(database, "innodb_row_lock_waits") >= before + 14);
            assertFalse(again.isDone() || instead.isDone());
            other.commit();
            assertReplays(first, again.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
            var second = instead.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNull(second.header("Idempotency-Replayed"));
            assertEquals(200, second.statusCode(), second::asString);
        }
        assertEquals(3, places());
    }

    private static String rename(String place) {
        return "mutation { updatePlace(id: \"%s\", input: {name: \"Ace\"}) { name } }".formatted(place);
    }

    @Test
    void happensOnceThoughItIsTriedAgain() throws Exception {
        String place = ask(CREATE, "name", "Demon Dogs").data("createPlace.id");
        String body = withExtension(rename(place), key);
        try (var holder = LocksTest.lock(database, place)) {
            int before = LocksTest.status(database, "innodb_row_lock_waits");
            var first = Background.start(() -> post(body));
            // one attempt has failed, and there is another one
            Await.until(() -> LocksTest.status(database, "innodb_row_lock_waits") >= before + 2);
            holder.rollback();
            assertReplays(first.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS), post(body));
        }
    }

    @Test
    void keepsNothingOfAnUpdateThatCouldNotBeWritten() throws Exception {
        String place = ask(CREATE, "name", "Demon Dogs").data("createPlace.id");
        String body = withExtension(rename(place), key);
        try (var holder = LocksTest.lock(database, place)) {
            assertTrue(post(body).asString().contains("TRY_AGAIN"));
            holder.rollback();
        }
        assertEquals(List.of("Demon Dogs"), ask("{ places { nodes { name } } }").data("places.nodes.name"));
        assertReplays(post(body), post(body));
        assertEquals(List.of("Ace"), ask("{ places { nodes { name } } }").data("places.nodes.name"));
    }

    private static void subscribe(ApiSocket socket, String document, String key) {
        var payload = Map.of("query", document, "extensions", Map.of("idempotencyKey", key));
        socket.send(Map.of("id", "m", "type", "subscribe", "payload", payload));
    }

    @Test
    void tellsSocketsAndStreamsByAnExtension() {
        String document = "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }";
        try (var socket = ApiSocket.open(server)) {
            String id = null;
            for (int i = 0; i < 2; i++) {
                subscribe(socket, document, key);
                var next = socket.next("next");
                assertEquals(i == 0 ? null : true, next.get("payload.extensions.idempotencyReplayed"));
                id = i == 0 ? next.getString("payload.data.createPlace.id") : id;
                assertEquals(id, next.getString("payload.data.createPlace.id"));
                socket.next("complete");
            }
            subscribe(socket, document, "");
            assertEquals("BAD_REQUEST", socket.next("error").getString("payload[0].extensions.code"));
            String other = document.replace("name: \"a\"", "name: \"x\"");
            subscribe(socket, other, key);
            assertEquals("BAD_REQUEST", socket.next("error").getString("payload[0].extensions.code"));
        }
        String events = given().accept("text/event-stream")
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("query", document))
                .post("/graphql")
                .asString();
        assertTrue(events.contains("\"extensions\":{\"idempotencyReplayed\":true}"), events);
        assertEquals(1, places());
    }

    @Test
    void tellsSubscribersOnce() {
        Api.awaitFeed();
        try (var socket = ApiSocket.open(server)) {
            String cursor = ask("{ changesCursor }").data("changesCursor");
            post(create("Demon Dogs"), key);
            post(create("Demon Dogs"), key);
            post(create("Ace Hardware"), key + "2");
            socket.subscribe(
                    "s",
                    "subscription ($after: String) { changes(after: $after) { node { label } } }",
                    Map.of("after", cursor));
            for (String label : List.of("Demon Dogs the place", "Ace Hardware the place")) {
                assertEquals(label, socket.next("next").getString("payload.data.changes.node.label"));
            }
        }
    }
}
