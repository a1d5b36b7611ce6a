package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.BindException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relata.Await;

/** What those see who run it: traces and logs, of what was packaged. */
class OperatorIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "999941057058";

    // language=GraphQL
    private static final String DOCUMENT =
            """
            query Cards($no: String!) {
              adhars(where: {adharNo: {contains: $no}}) { totalCount nodes { id } }
            }""";

    private static final Map<String, Object> QUESTION = Map.of("query", DOCUMENT, "variables", Map.of("no", SECRET));

    @Test
    void sendsASpanOfAnOperationWithThoseOfItsStatements() throws Exception {
        try (var room = Room.used();
                var collector = new Collector(0);
                var relata = PackagedRelata.with(
                        room.open(),
                        "quarkus.otel.exporter.otlp.endpoint=" + collector.address(),
                        "quarkus.otel.bsp.schedule.delay=100ms")) {
            assertEquals(200, relata.ask(QUESTION).statusCode());
            Await.until(() -> collector.spans.stream().anyMatch(it -> it.name().equals("query Cards")));

            var operation = collector.spans.stream()
                    .filter(it -> it.name().equals("query Cards"))
                    .findFirst()
                    .orElseThrow();
            var statements = collector.spans.stream()
                    .filter(it ->
                            it.parent().equals(operation.id()) && it.text().contains("from adhar "))
                    .toList();
            assertEquals(2, statements.size(), () -> collector.spans.toString());
            statements.forEach(it -> assertEquals(operation.trace(), it.trace()));
            assertTrue(
                    collector.spans.stream().noneMatch(it -> it.text().contains(SECRET)),
                    () -> collector.spans.toString());
        }
    }

    @Test
    void sendsNoTracesUnlessItIsToldWhere() throws Exception {
        try (var room = Room.used();
                // where traces go by default, elsewhere
                var grpc = defaultCollector(4317);
                var http = defaultCollector(4318)) {
            try (var relata = PackagedRelata.with(room.open(), "quarkus.otel.bsp.schedule.delay=100ms")) {
                assertEquals(200, relata.ask(QUESTION).statusCode());
                // what is left would be sent at the end
                assertEquals(0, relata.terminate());
            }
            assertEquals(List.of(), grpc.paths);
            assertEquals(List.of(), http.paths);
        }
    }

    private static Collector defaultCollector(int port) throws Exception {
        try {
            return new Collector(port);
        } catch (BindException taken) {
            return abort("There is a collector at port " + port + " already");
        }
    }

    @Test
    void logsAFailureWithTheIdOfItsRequestAndNoValues() throws Exception {
        try (var room = Room.used()) {
            var database = room.open();
            try (var relata = PackagedRelata.with(database)) {
                Room.run(database, "drop table adhar");
                var answer = relata.ask(QUESTION);
                String requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();
                var extensions = JSON.readTree(answer.body()).at("/errors/0/extensions");
                assertEquals("INTERNAL", extensions.at("/code").asText(), answer.body());
                String errorId = extensions.at("/errorId").asText();

                Await.until(() -> relata.said().contains(errorId));
                assertEquals(
                        List.of(requestId),
                        lines(relata).stream()
                                .filter(line -> line.at("/message").asText().contains(errorId))
                                .map(line -> line.at("/mdc/requestId").asText())
                                .toList());
                assertFalse(relata.said().contains(SECRET), relata.said());
                assertEquals(0, relata.terminate());
                assertTrue(lines(relata).stream().allMatch(JsonNode::isObject), relata.said());
            }
        }
    }

    private static List<JsonNode> lines(PackagedRelata relata) throws Exception {
        var lines = new ArrayList<JsonNode>();
        for (String line : relata.said().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void loadsItsClassesFromTheArchiveAndStopsWhenItHasOnlyToStart() throws Exception {
        try (var room = Room.used()) {
            var loaded = room.directory.resolve("loaded.txt");
            var database = room.open();
            try (var relata = PackagedRelata.start(
                    "quarkus.datasource.jdbc.url=" + database.url(),
                    "quarkus.datasource.username=" + Account.USER,
                    "quarkus.datasource.password=" + database.account().password(),
                    "relata.start-only=true",
                    "-Xshare:on",
                    "-Xlog:class+load:file=" + loaded)) {
                assertEquals(0, relata.exitCode());
            }
            var ours = Files.readAllLines(loaded).stream()
                    .filter(line -> line.contains(" relata."))
                    .toList();
            long archived = ours.stream()
                    .filter(line -> line.contains("shared objects file"))
                    .count();
            assertTrue(archived > ours.size() / 2, () -> archived + " of " + ours.size() + ": " + ours);
        }
    }

    /** It says so at once, whether its servers are there or not. */
    @Test
    void refusesAUrlWhoseConnectionsGoFromServerToServer() throws Exception {
        String url = "jdbc:mariadb:sequential://127.0.0.1:1,127.0.0.1:2/relata";
        assertRefused(url, "quarkus.datasource.jdbc.url=" + url);
        assertRefused(
                url,
                "quarkus.datasource.jdbc.url=jdbc:mariadb://127.0.0.1:1/relata",
                "relata.database.replicas=" + url.replace(",", "\\,"));
    }

    private static void assertRefused(String url, String... settings) throws Exception {
        try (var relata = PackagedRelata.start(settings)) {
            assertEquals(1, relata.exitCode());
            assertTrue(relata.said().contains("and a comma-separated list of servers: " + url), relata.said());
        }
    }
}
