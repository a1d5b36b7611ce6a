package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;

/** Many clients at once, on the same records. */
@QuarkusTest
class RacesTest {
    private static final int CLIENTS = 64;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    /** Lets all clients ask at the same moment. */
    private static List<Answer> race(int clients, IntFunction<Answer> client) throws Exception {
        var threads = Executors.newFixedThreadPool(clients);
        var ready = new CountDownLatch(clients);
        try {
            List<Future<Answer>> futures = IntStream.range(0, clients)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return client.apply(i);
                    }))
                    .toList();
            var answers = new ArrayList<Answer>();
            for (var future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> codes(List<Answer> answers) {
        return answers.stream()
                .map(answer ->
                        answer.errors() == null ? "OK" : (String) answer.json().get("errors[0].extensions.code"))
                .sorted()
                .toList();
    }

    /** One success, and all others told of the record that succeeded. */
    private static void assertOneWins(List<Answer> answers, String existing) {
        assertEquals(1, Collections.frequency(codes(answers), "OK"), () -> codes(answers) + "");
        for (Answer answer : answers) {
            if (answer.errors() != null) {
                assertEquals(existing, answer.error("CONFLICT").get("extensions.existing"));
            }
        }
    }

    @Test
    void givesAPersonOneAdharOnly() throws Exception {
        // language=GraphQL
        String person = ask("mutation { createPerson(input: {name: \"Joan louji\"}) { id } }")
                .data("createPerson.id");
        // language=GraphQL
        String document =
                """
                mutation ($person: ID!, $no: String!) {
                  createAdhar(input: {person: {id: $person}, signature: "", adharNo: $no}) { id }
                }""";
        var answers = race(CLIENTS, i -> ask(document, "person", person, "no", "no " + i));
        // language=GraphQL
        var adhars = ask("{ adhars { nodes { id person { id } } } }");
        assertEquals(List.of(person), adhars.data("adhars.nodes.person.id"));
        assertOneWins(answers, adhars.<List<String>>data("adhars.nodes.id").get(0));
    }

    @Test
    void givesAPlaceOneRestaurantOnly() throws Exception {
        String place = createPlace("Demon Dogs");
        // language=GraphQL
        String document = "mutation ($place: ID!) { createRestaurant(input: {place: {id: $place}}) { id } }";
        var answers = race(CLIENTS, i -> ask(document, "place", place));
        assertOneWins(answers, place.replace("Place", "Restaurant"));
    }

    private static String createPlace(String name) {
        // language=GraphQL
        String document = "mutation ($name: String!) { createPlace(input: {name: $name, address: \"1 Main\"}) { id } }";
        return ask(document, "name", name).data("createPlace.id");
    }

    @Test
    void movesCopiesUpdatesAndDeletesTheSameRecordsWithoutOrphans() throws Exception {
        for (int round = 0; round < 5; round++) {
            String from = createPlace("From");
            String to = createPlace("To");
            // language=GraphQL
            ask(
                            """
                            mutation ($place: ID!) {
                              createRestaurant(input: {place: {id: $place}, waiters: [{name: "Joe"}, {name: "Ann"}]}) { id }
                            }""",
                            "place",
                            from)
                    .data("createRestaurant.id");
            // language=GraphQL
            List<String> documents = List.of(
                    "mutation ($from: ID!, $to: ID!) { moveRestaurant(id: $from, place: $to) { id } }",
                    "mutation ($from: ID!, $to: ID!) { moveRestaurant(id: $to, place: $from) { id } }",
                    "mutation ($from: ID!, $to: ID!) { copyRestaurant(id: $from, place: $to) { id } }",
                    "mutation ($from: ID!) { updateRestaurant(id: $from, input: {servesPizza: true}) { id } }",
                    "mutation ($to: ID!) { deleteRestaurant(id: $to) { id } }",
                    "mutation ($from: ID!) { createWaiter(input: {name: \"Zoe\", restaurant: $from}) { id } }",
                    "mutation ($to: ID!) { createWaiter(input: {name: \"Max\", restaurant: $to}) { id } }",
                    "mutation ($from: ID!) { deletePlace(id: $from) { id } }");
            var keys = Map.of("from", from.substring(6), "to", to.substring(6));
            var answers = race(
                    24, i -> ask(documents.get(i % documents.size()), "from", keys.get("from"), "to", keys.get("to")));
            var allowed = Set.of("OK", "NOT_FOUND", "CONFLICT", "TRY_AGAIN");
            assertTrue(allowed.containsAll(codes(answers)), () -> codes(answers) + "");

            // language=GraphQL
            var rest = ask(
                    """
                    { restaurants(first: 500) { nodes { id place { id } } }
                      waiters(first: 500) { nodes { id restaurant { id place { id } } } } }""");
            rest.data("restaurants");
        }
    }

    @Test
    void keepsBothOfTwoUpdatesOfOneRecord() throws Exception {
        String place = createPlace("Demon Dogs");
        // language=GraphQL
        List<String> documents = List.of(
                "mutation ($id: ID!) { updatePlace(id: $id, input: {name: \"New name\"}) { id } }",
                "mutation ($id: ID!) { updatePlace(id: $id, input: {address: \"New address\"}) { id } }");
        var answers = race(2, i -> ask(documents.get(i), "id", place));
        assertEquals(List.of("OK", "OK"), codes(answers));
        // language=GraphQL
        var after = ask("query ($id: ID!) { place(id: $id) { name address } }", "id", place);
        assertEquals(Map.of("name", "New name", "address", "New address"), after.data("place"));
    }
}
