package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import relata.Api;

/** Many clients at once. An earlier driver mixed up the results of its prepared statements under load. */
@QuarkusTest
class ParallelReadsTest {
    private static final int CLIENTS = 16;
    private static final int QUESTIONS = 60;

    @Test
    void givesEachClientItsOwnAnswer() throws Exception {
        Api.deleteAll();
        var input = IntStream.range(0, 200)
                .mapToObj(i -> Map.of("name", "place " + i, "address", "address " + i))
                .toList();
        // language=GraphQL
        String create = "mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }";
        List<String> ids = ask(create, "input", input).data("createPlaces.id");
        var threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<? extends Future<?>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(seed -> threads.submit(() -> askForAnything(ids, new Random(seed))))
                    .toList();
            for (var client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void askForAnything(List<String> ids, Random random) {
        // language=GraphQL
        String document =
                """
                query ($id: ID!, $name: String!, $other: ID!) {
                  place(id: $id) { name }
                  places(where: {name: {exact: $name}}) { nodes { address } }
                  nodes(ids: [$other, $id]) { label }
                }""";
        for (int n = 0; n < QUESTIONS; n++) {
            int i = random.nextInt(ids.size());
            int j = (i + 1) % ids.size();
            var answer = ask(document, "id", ids.get(i), "name", "place " + i, "other", ids.get(j));
            assertEquals("place " + i, answer.data("place.name"));
            assertEquals(List.of("address " + i), answer.data("places.nodes.address"));
            assertEquals(
                    List.of("place %d the place".formatted(j), "place %d the place".formatted(i)),
                    answer.data("nodes.label"));
        }
    }
}
