package relata.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Await;
import relata.TableLock;

/** More requests at a time than there are workers. */
@QuarkusTest
class LoadTest {
    private static final String HEAVY =
            "{\"query\": \"{ restaurants(first: 500, where: {place: {address: {regex: \\\"x.*x.*[0-9]$\\\"}}}, "
                    + "orderBy: [{place: {address: DESC}}]) { totalCount nodes { label place { label address } "
                    + "waiters { label restaurant { label } } } } }\"}";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Inject
    DataSource database;

    @BeforeEach
    void createManyRestaurants() {
        Api.deleteAll();
        var places = IntStream.range(0, 50)
                .mapToObj(i -> Map.of(
                        "name",
                        "Place " + i,
                        "address",
                        "x".repeat(70) + i,
                        "restaurant",
                        Map.of("waiters", List.of(Map.of("name", "Joe"), Map.of("name", "Ann")))))
                .toList();
        // language=GraphQL
        String create = "mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }";
        Api.ask(create, "input", places).data();
    }

    private CompletableFuture<HttpResponse<String>> send(String body) {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(Await.PATIENCE_SECONDS))
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    @Test
    void answersALightRequestWhileFiveHundredHeavyOnesAreUnderWay() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> heavy;
        // none of the heavy ones comes to an end before the light ones are answered
        try (var lock = new TableLock(database, "waiter")) {
            heavy = Stream.generate(() -> send(HEAVY)).limit(500).toList();
            // twelve run, and 256 wait: the others have no place
            Await.until(() -> heavy.stream().filter(CompletableFuture::isDone).count() >= 500 - 12 - 256);
            lock.awaitWaiting(12);
            for (int i = 0; i < 5; i++) {
                var light = send("{\"query\": \"{ place(id: 9223372036854775807) { name } }\"}")
                        .get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertEquals("{\"data\":{\"place\":null}}", light.body());
            }
            lock.awaitWaiting(12);
        }
        int answered = 0;
        for (var future : heavy) {
            var answer = future.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.statusCode() == 503) {
                assertTrue(answer.body().contains("TRY_AGAIN"), answer.body());
                assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
            } else {
                assertEquals(200, answer.statusCode());
                boolean isLate = answer.body().contains("\"relata.deadline\"");
                assertTrue(isLate || answer.body().contains("\"totalCount\":50"), answer.body());
                answered++;
            }
        }
        // those that were running at least
        assertTrue(answered >= 12, answered + " were answered");
    }
}
