package relata;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A GraphQL client of the server under test, over HTTP. */
public final class Api {
    private static final ThreadLocal<String> TOKEN = new ThreadLocal<>();

    private static final ThreadLocal<Boolean> EXPLAIN = new ThreadLocal<>();

    private Api() {}

    /** Runs work with a bearer token in all requests of this thread. */
    public static <T> T as(String token, Supplier<T> work) {
        TOKEN.set(token);
        try {
            return work.get();
        } finally {
            TOKEN.remove();
        }
    }

    /** Sends a document, and its variables as alternating names and values. */
    public static Answer ask(String document, Object... variables) {
        var named = new HashMap<String, Object>();
        for (int i = 0; i < variables.length; i += 2) {
            named.put((String) variables[i], variables[i + 1]);
        }
        var request = TOKEN.get() == null ? given() : given().auth().oauth2(TOKEN.get());
        if (EXPLAIN.get() != null) {
            request.header("Relata-Explain", "sql");
        }
        // without the logs that REST Assured keeps of each request for the case that a check of its own fails
        var response = request.config(RestAssured.config().logConfig(LogConfig.logConfig()))
                .contentType(ContentType.JSON)
                .accept("application/json")
                .body(Json.write(Map.of("query", document, "variables", named)))
                .post("/graphql");
        return new Answer(response.asString());
    }

    /** Sends a request, and fails if that takes another number of SQL statements. */
    public static Answer assertStatements(int expected, Supplier<Answer> question) {
        EXPLAIN.set(true);
        try {
            Answer answer = question.get();
            var statements = answer.json().getList("extensions.sql.statement");
            // a refused document runs no statements
            int count = statements == null && !answer.text().contains("\"data\"") ? 0 : statements.size();
            assertEquals(expected, count, () -> "SQL statements: " + statements);
            return answer;
        } finally {
            EXPLAIN.remove();
        }
    }

    /** Waits for the change feed, which starts just after the server. */
    public static void awaitFeed() {
        // language=GraphQL
        Await.equal(null, () -> ask("{ changesCursor }").errors());
    }

    /** Deletes all records, of which a place may have a thousand, in operations of at most 50,000. */
    public static void deleteAll() {
        // language=GraphQL
        String some = "{ places(first: 40) { nodes { id } } people(first: 500) { nodes { id } } }";
        // language=GraphQL
        String delete = "mutation ($places: [ID!]!, $people: [ID!]!) {"
                + " deletePlaces(where: {id: {in: $places}}) { places }"
                + " deletePeople(where: {id: {in: $people}}) { people } }";
        while (true) {
            var answer = ask(some);
            List<String> places = answer.data("places.nodes.id");
            List<String> people = answer.data("people.nodes.id");
            if (places.isEmpty() && people.isEmpty()) {
                return;
            }
            ask(delete, "places", places, "people", people).data();
        }
    }

    /** A response. */
    public record Answer(String text) {
        public Json json() {
            return Json.of(text);
        }

        /** A part of `data`, in a response that must have no errors. */
        public <T> T data(String path) {
            var json = json();
            assertNull(json.get("errors"), text);
            return json.get("data." + path);
        }

        /** All of `data`, likewise. */
        public Map<String, Object> data() {
            return data("");
        }

        public List<Map<String, Object>> errors() {
            return json().getList("errors");
        }

        /** The only error, which must have this code. */
        public Error error(String code) {
            assertEquals(1, errors() == null ? 0 : errors().size(), text);
            var error = new Error(json().at("errors[0]"));
            assertEquals(code, error.get("extensions.code"), error::message);
            return error;
        }
    }

    /** One entry of `errors`. */
    public record Error(Json json) {
        public <T> T get(String path) {
            return json.get(path);
        }

        public String message() {
            return get("message");
        }

        public List<Object> argument() {
            return get("extensions.argument");
        }
    }
}
