package relata.api.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;
import relata.ApiSocket;
import relata.SmallServer;

/** Each event of a subscription is an answer of its own. */
@QuarkusTest
@TestProfile(SmallServer.class)
class AnswerLimitTest {
    private static final int MOST = SmallServer.VALUES;

    @TestHTTPResource("/graphql")
    URL server;

    @ParameterizedTest
    @CsvSource({"createPlaces, places", "createPeople, people"})
    void keepsNothingOfWhatCannotBeAnswered(String create, String list) {
        Api.deleteAll();
        // language=GraphQL
        String type = list.equals("places") ? "Place" : "Person";
        String document =
                "mutation ($input: [Create%sInput!]!) { %s(input: $input) { id name } }".formatted(type, create);
        // the list, and two of each record
        int most = (MOST - 1) / 2;
        for (int count : List.of(most, most + 1)) {
            var record = list.equals("places") ? Map.of("name", "a", "address", "b") : Map.of("name", "a");
            var answer = ask(document, "input", Collections.nCopies(count, record));
            if (count <= most) {
                assertEquals(count, answer.<List<?>>data(create).size());
            } else {
                assertEquals(
                        "relata.limits.answer", answer.error("LIMIT_EXCEEDED").get("extensions.limit"));
            }
            assertEquals(most, ask("{ %s { totalCount } }".formatted(list)).<Integer>data(list + ".totalCount"));
        }
    }

    @Test
    void countsTheValuesOfEachEvent() throws Exception {
        Api.deleteAll();
        Api.awaitFeed();
        // id, node and waiters of the change, and one of each waiter
        var waiters = Collections.nCopies(MOST - 3, Map.of("name", "Joe"));
        var input = Map.of("name", "a", "address", "b", "restaurant", Map.of("waiters", waiters));
        // language=GraphQL
        String restaurant = ask(
                        "mutation ($input: CreatePlaceInput!) { createPlace(input: $input) { restaurant { id } } }",
                        "input",
                        input)
                .data("createPlace.restaurant.id");
        String after = ask("{ changesCursor }").data("changesCursor");
        try (var socket = ApiSocket.open(server)) {
            // language=GraphQL
            socket.subscribe(
                    "1",
                    "subscription ($after: String) { changes(after: $after, of: [RESTAURANT]) "
                            + "{ id node { ... on Restaurant { waiters { id } } } } }",
                    Map.of("after", after));
            for (boolean pizza : new boolean[] {true, false, true}) {
                // language=GraphQL
                ask(
                                "mutation ($id: ID!, $pizza: Boolean) "
                                        + "{ updateRestaurant(id: $id, input: {servesPizza: $pizza}) { id } }",
                                "id",
                                restaurant,
                                "pizza",
                                pizza)
                        .data();
                var told = socket.next("next");
                assertEquals(
                        MOST - 3,
                        told.getList("payload.data.changes.node.waiters").size());
            }
            // language=GraphQL
            ask(
                            "mutation ($id: ID!) { createWaiter(input: {name: \"Ann\", restaurant: $id}) { id } "
                                    + "updateRestaurant(id: $id, input: {servesPizza: false}) { id } }",
                            "id",
                            restaurant)
                    .data();
            var error = socket.next("error");
            assertEquals("relata.limits.answer", error.getString("payload[0].extensions.limit"));
            assertEquals(List.of("changes"), error.getList("payload[0].path"));
        }
    }
}
