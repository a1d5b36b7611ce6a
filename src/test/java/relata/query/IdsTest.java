package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;

@QuarkusTest
class IdsTest {
    private String demonDogs;
    private String key;

    @BeforeEach
    void createsDemonDogs() {
        Api.deleteAll();
        // language=GraphQL
        String document =
                """
                mutation {
                  createPlace(input: {
                    name: "Demon Dogs", address: "944 W. Fullerton", restaurant: {waiters: [{name: "Joe"}]}
                  }) { id restaurant { waiters { id } } }
                  createPerson(input: {name: "Joan"}) { id }
                }""";
        demonDogs = ask(document).data("createPlace.id");
        key = demonDogs.substring("Place:".length());
    }

    private static Api.Answer node(String id) {
        // language=GraphQL
        return ask("query ($id: ID!) { node(id: $id) { id label } }", "id", id);
    }

    private static Api.Answer place(Object id) {
        // language=GraphQL
        return ask("query ($id: ID!) { place(id: $id) { id } }", "id", id);
    }

    private static Api.Answer nodes(Object... ids) {
        // language=GraphQL
        return ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id label } }", "ids", List.of(ids));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "01",
                "+1",
                "-1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "١",
                "１",
                "9223372036854775808",
                "99999999999999999999999999",
                "Place:",
                "Place:0",
                "Place:01",
                "Place:+1",
                "Place:-1",
                "Place: 1",
                "Place :1",
                "Place:1 ",
                "place:1",
                ":1",
                "Place::1",
                "Place:1:1",
                "Place:١",
                "Place:9223372036854775808",
                "Person:1",
                "Restaurant:1",
                "Supplier:1",
                "Place:1\n",
                "Place:1\u0000",
                "null",
                "Plätze:1",
                "😀"
            })
    void refusesWhatIsNoIdOfAPlace(String id) {
        assertEquals(List.of("id"), place(id).error("BAD_USER_INPUT").argument());
        // language=GraphQL
        String document = "query ($id: ID!) { places(where: {id: {in: [\"1\", $id]}}) { nodes { id } } }";
        assertEquals(
                List.of("where", "id", "in", 1),
                ask(document, "id", id).error("BAD_USER_INPUT").argument());
    }

    @Test
    void takesTheFullIdTheBareKeyAndANumber() {
        assertEquals(demonDogs, place(demonDogs).data("place.id"));
        assertEquals(demonDogs, place(key).data("place.id"));
        assertEquals(demonDogs, place(Long.parseLong(key)).data("place.id"));
        // language=GraphQL
        assertEquals(demonDogs, ask("{ place(id: %s) { id } }".formatted(key)).data("place.id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "Place:9223372036854775807", "Place:9223372036854775806"})
    void answersNullForAnIdOfNoRow(String id) {
        assertNull(place(id).data("place"));
    }

    @Test
    void readsARecordOfAnyType() {
        for (String type : List.of("place", "restaurant", "waiter")) {
            // language=GraphQL
            String document = "{ %ss { nodes { id label } } }".replace("%s", type);
            Map<String, String> record = ask(document)
                    .<List<Map<String, String>>>data(type + "s.nodes")
                    .get(0);
            assertEquals(record, node(record.get("id")).data("node"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "",
                "Supplier:1",
                "PlaceConnection:1",
                "PageInfo:1",
                "Node:1",
                "Query:1",
                "place:1",
                "String:1"
            })
    void needsATypeForANode(String id) {
        assertEquals(List.of("id"), node(id).error("BAD_USER_INPUT").argument());
    }

    @Test
    void answersNullForANodeOfNoRow() {
        assertNull(node("Waiter:9223372036854775807").data("node"));
    }

    @Test
    void readsNodesInTheirOrderWithDuplicatesAndNulls() {
        // language=GraphQL
        var all = ask("{ waiters { nodes { id } } people { nodes { id } } }");
        String joe = all.<List<String>>data("waiters.nodes.id").get(0);
        String joan = all.<List<String>>data("people.nodes.id").get(0);
        String restaurant = "Restaurant:" + key;
        var answer = nodes(joan, demonDogs, "Place:9223372036854775807", joe, restaurant, demonDogs, joan);
        assertEquals(
                Arrays.asList(joan, demonDogs, null, joe, restaurant, demonDogs, joan),
                answer.<List<Map<String, String>>>data("nodes").stream()
                        .map(node -> node == null ? null : node.get("id"))
                        .toList());
    }

    @Test
    void ascendsAsRecordsAreCreated() {
        // more than 50, the default allocation size of Hibernate's sequences
        var keys = new ArrayList<Long>();
        for (int i = 0; i < 60; i++) {
            // language=GraphQL
            String id = ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }")
                    .data("createPlace.id");
            keys.add(Long.valueOf(id.replace("Place:", "")));
        }
        assertEquals(keys.stream().distinct().sorted().toList(), keys);
    }

    @Test
    void readsNoNodes() {
        assertEquals(List.of(), nodes().data("nodes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "Supplier:1", "Place:01", "Place:9223372036854775808"})
    void failsAllOfNodesForOneThatIsNoId(String id) {
        var answer = nodes(demonDogs, id);
        var error = answer.error("BAD_USER_INPUT");
        assertEquals(List.of("ids", 1), error.argument());
        assertEquals(List.of("nodes"), error.get("path"));
        assertNull(answer.json().get("data"));
    }

    @Test
    void showsAWrongIdInTheMessageWhateverIsInIt() {
        var half = place("x".repeat(49) + "😀😀").error("BAD_USER_INPUT");
        assertTrue(half.message().contains("x".repeat(49)), half.message());
        assertTrue(place("\ud83d").text().contains("BAD_USER_INPUT"));
        assertTrue(place("a\u0000b").text().contains("BAD_USER_INPUT"));
    }
}
