package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;
import static relata.change.Clients.race;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;

/** Many clients at once, on the same records. */
@QuarkusTest
class RacesTest {
    private static final int CLIENTS = 64;

    @Inject
    DataSource database;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static List<String> codes(List<Answer> answers) {
        return answers.stream()
                .map(answer ->
                        answer.errors() == null ? "OK" : (String) answer.json().get("errors[0].extensions.code"))
                .sorted()
                .toList();
    }

    /** Asserts that one succeeds, and that all others report its record as existing. */
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

            assertEquals(0, orphans("restaurant", "place", "place_id", "id"));
            assertEquals(0, orphans("waiter", "restaurant", "restaurant_id", "place_id"));
        }
    }

    /** The number of rows that reference a missing parent. */
    private int orphans(String table, String parent, String reference, String key) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from %s where %s not in (select %s from %s)"
                        .formatted(table, reference, key, parent))) {
            count.next();
            return count.getInt(1);
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
