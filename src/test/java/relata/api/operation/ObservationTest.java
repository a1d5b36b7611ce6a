package relata.api.operation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.Await;

/** What an operator sees. */
@QuarkusTest
public class ObservationTest {
    @TestHTTPResource("/graphql")
    URL server;

    private static String metrics() {
        return given().accept("text/plain").get("/q/metrics").asString().replace(",}", "}");
    }

    /** The value of a series; 0 where there is none. */
    public static double value(String series) {
        var matcher =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(metrics());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    @Test
    void isAliveAndReady() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", equalTo(List.of("database")));
    }

    @Test
    void countsOperationsWithTheirTimesAndStatements() {
        var operation = "{name=\"Counted\",type=\"query\"}";
        Api.ask("query Counted { places { totalCount nodes { id } } }").data("places");
        assertEquals(1, value("relata_operations_seconds_count{name=\"Counted\",outcome=\"ok\",type=\"query\"}"));
        assertEquals(
                1,
                value("relata_operations_seconds_bucket"
                        + "{name=\"Counted\",outcome=\"ok\",type=\"query\",le=\"10.0\"}"));
        assertEquals(2, value("relata_statements_sum" + operation));
        Api.ask("query Counted { node(id: \"Place:0\") { id } }").error("BAD_USER_INPUT");
        assertEquals(1, value("relata_operations_seconds_count{name=\"Counted\",outcome=\"errors\",type=\"query\"}"));
        assertEquals(2, value("relata_statements_sum" + operation));
    }

    @Test
    void countsErrorsByCodeAndRefusalsByLimit() {
        double errors = value("relata_errors_total{code=\"LIMIT_EXCEEDED\"}");
        double refused = value("relata_refused_total{limit=\"relata.limits.root-fields\"}");
        Api.ask("{" + "__typename ".repeat(51) + "}").error("LIMIT_EXCEEDED");
        assertEquals(errors + 1, value("relata_errors_total{code=\"LIMIT_EXCEEDED\"}"));
        assertEquals(refused + 1, value("relata_refused_total{limit=\"relata.limits.root-fields\"}"));
        double bad = value("relata_errors_total{code=\"BAD_REQUEST\"}");
        given().contentType("application/json").body("{").post("/graphql");
        assertEquals(bad + 1, value("relata_errors_total{code=\"BAD_REQUEST\"}"));
    }

    @Test
    void countsWhatASocketIsToldOnce() throws Exception {
        String operations = "relata_refused_total{limit=\"relata.sockets.operations\"}";
        String input = "relata_errors_total{code=\"BAD_USER_INPUT\"}";
        double refused = value(operations);
        double bad = value(input);
        Api.awaitFeed();
        try (var socket = ApiSocket.open(server)) {
            for (int i = 0; i < 50; i++) {
                socket.subscribe("s" + i, "subscription { changes(of: []) { id } }");
            }
            socket.subscribe("s50", "{ __typename }").next("error");
            assertEquals(refused + 1, value(operations));
        }
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("1", "subscription { changes(after: \"x\") { id } }")
                    .next("next");
            assertEquals(bad + 1, value(input));
        }
    }

    @Test
    void countsSocketsThatAreOpen() {
        Await.equal(0.0, () -> value("relata_sockets_open"));
        try (var socket = ApiSocket.open(server)) {
            assertEquals(1, value("relata_sockets_open"));
        }
        Await.equal(0.0, () -> value("relata_sockets_open"));
    }

    @Test
    void showsTheConnectionPool() {
        assertTrue(metrics().contains("agroal_active_count{datasource=\"default\"}"), ObservationTest::metrics);
    }

    @Test
    void keepsNoMoreNamesThanItShould() {
        for (int i = 0; i < Observation.MOST_NAMES + 10; i++) {
            Api.ask("query Name%d { __typename }".formatted(i)).data("__typename");
        }
        Api.ask("query %s { __typename }".formatted("a".repeat(101))).data("__typename");
        assertTrue(value("relata_operations_seconds_count{name=\"other\",outcome=\"ok\",type=\"query\"}") >= 11);
        long names = Pattern.compile("name=\"(Name\\d+)\"")
                .matcher(metrics())
                .results()
                .map(result -> result.group(1))
                .distinct()
                .count();
        assertTrue(names <= Observation.MOST_NAMES, () -> names + " names");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0123-4567.89:ab_C", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void answersWithTheIdOfTheRequest(String id) {
        given().header("X-Request-Id", id).get("/graphql").then().header("X-Request-Id", id);
        given().header("X-Request-Id", id)
                .delete("/graphql")
                .then()
                .statusCode(405)
                .header("X-Request-Id", id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "{\"a\"}", "é", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void makesAnIdWhereThereIsNoneToTrust(String id) {
        var header = given().header("X-Request-Id", id)
                .get("/graphql")
                .then()
                .extract()
                .header("X-Request-Id");
        assertTrue(header.matches("[0-9a-f-]{36}"), header);
    }

    /** The Prometheus rules and the dashboard name only series that exist; ReplicaIT checks those of replicas. */
    @Test
    void hasWhateverIsWatched() throws IOException {
        Api.ask("{ __typename }").data();
        Api.ask("{ " + "a: __typename ".repeat(3) + "x { ".repeat(20) + "y" + " }".repeat(21));
        var watched = new TreeSet<String>();
        for (String file : List.of("prometheus/alerts.yaml", "grafana/relata.json")) {
            var names = Pattern.compile("\\b(?:relata|agroal|jvm|process|system)_[a-z_]+")
                    .matcher(Files.readString(Path.of("src/main", file)));
            names.results().map(MatchResult::group).forEach(watched::add);
        }
        assertTrue(watched.contains("relata_errors_total"), watched::toString);
        String served = metrics();
        watched.removeIf(name -> name.startsWith("relata_replica_")
                || Pattern.compile("(?m)^" + name + "[{ ]").matcher(served).find());
        assertEquals(Set.of(), watched);
    }
}
