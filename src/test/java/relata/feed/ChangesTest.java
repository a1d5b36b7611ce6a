package relata.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import relata.Api;
import relata.ApiSocket;
import relata.Await;
import relata.feed.subscription.ChangePublisher;
import relata.feed.subscription.ChangeRequest;

/** What subscribers are told. */
@QuarkusTest
class ChangesTest {
    @TestHTTPResource("/graphql")
    URL server;

    @Inject
    DataSource database;

    @Inject
    ChangePublisher changes;

    @Inject
    Feed feed;

    @BeforeEach
    void deleteAll() throws Exception {
        Api.deleteAll();
        Api.awaitFeed();
    }

    /** Listens from now on, whenever the server comes to it. */
    private Listener listen(Object... variables) {
        var all = new ArrayList<Object>(List.of("after", cursor()));
        all.addAll(Arrays.asList(variables));
        return Listener.to(server, all.toArray());
    }

    private static String cursor() {
        // language=GraphQL
        return ask("{ changesCursor }").data("changesCursor");
    }

    private static String create(String input) {
        // language=GraphQL
        return ask("mutation { createPlace(input: {%s}) { id } }".formatted(input))
                .data("createPlace.id");
    }

    private static String key(String id) {
        return id.replaceAll("\\D", "");
    }

    @Test
    void tellsWhatWasCreatedUpdatedAndDeletedOfEachType() throws Exception {
        try (var listener = listen()) {
            // language=GraphQL
            String place = create("name: \"Demon Dogs\", address: \"944 W. Fullerton\"");
            String restaurant = ask(
                            "mutation ($id: ID!) { createRestaurant(input: {place: {id: $id}}) { id } }", "id", place)
                    .data("createRestaurant.id");
            String waiter = ask(
                            "mutation ($id: ID!) { createWaiter(input: {name: \"Joe\", restaurant: $id}) { id } }",
                            "id",
                            restaurant)
                    .data("createWaiter.id");
            String person = ask("mutation { createPerson(input: {name: \"Rion\"}) { id } }")
                    .data("createPerson.id");
            String adhar = ask(
                            "mutation ($id: ID!) { createAdhar(input: {person: {id: $id}, signature: \"\", adharNo: \"1\"})"
                                    + " { id } }",
                            "id",
                            person)
                    .data("createAdhar.id");
            ask(
                            """
                            mutation ($p: ID!, $r: ID!, $w: ID!, $n: ID!, $a: ID!) {
                              updatePlace(id: $p, input: {name: "Ace"}) { id }
                              updateRestaurant(id: $r, input: {servesPizza: true}) { id }
                              updateWaiter(id: $w, input: {name: "Ann"}) { id }
                              updatePerson(id: $n, input: {name: "Joan"}) { id }
                              updateAdhar(id: $a, input: {adharNo: "2"}) { id }
                            }""",
                            "p",
                            place,
                            "r",
                            restaurant,
                            "w",
                            waiter,
                            "n",
                            person,
                            "a",
                            adhar)
                    .data("updatePlace.id");
            ask("mutation ($w: ID!) { deleteWaiter(id: $w) { id } }", "w", waiter)
                    .data("deleteWaiter.id");
            ask("mutation ($r: ID!) { deleteRestaurant(id: $r) { id } }", "r", restaurant)
                    .data("deleteRestaurant.id");
            ask("mutation ($p: ID!) { deletePlace(id: $p) { id } }", "p", place).data("deletePlace.id");
            ask("mutation ($a: ID!) { deleteAdhar(id: $a) { id } }", "a", adhar).data("deleteAdhar.id");
            ask("mutation ($p: ID!) { deletePerson(id: $p) { id } }", "p", person)
                    .data("deletePerson.id");

            var five = List.of(place, restaurant, waiter, person, adhar);
            var expected = new ArrayList<String>();
            five.forEach(id -> expected.add("CREATED " + id));
            five.forEach(id -> expected.add("UPDATED " + id));
            List.of(waiter, restaurant, place, adhar, person).forEach(id -> expected.add("DELETED " + id));
            assertEquals(expected, listener.awaitKinds(15));
            listener.await(15).forEach(change -> {
                String id = (String) change.get("id");
                assertEquals(id.split(":")[0].toUpperCase(), change.get("type"));
                if (change.get("kind").equals("DELETED")) {
                    assertNull(change.get("node"));
                }
            });
        }
    }

    @Test
    void tellsTheRecordAsItIs() throws Exception {
        try (var listener = listen()) {
            String place = create("name: \"Demon Dogs\", address: \"a\", restaurant: {waiters: [{name: \"Joe\"}]}");
            var told = listener.await(3);
            assertEquals(
                    Map.of("id", place, "label", "Demon Dogs the place"),
                    told.get(0).get("node"));
            assertEquals(
                    "Joe the waiter at Demon Dogs the restaurant",
                    ((Map<?, ?>) told.get(2).get("node")).get("label"));
        }
    }

    @Test
    void tellsNothingOfWhatWasRolledBack() throws Exception {
        try (var listener = listen()) {
            // language=GraphQL
            ask("""
                            mutation {
                              createPlace(input: {name: "never", address: "a"}) { id }
                              deletePlace(id: "Place:9223372036854775807") { id }
                            }""")
                    .error("NOT_FOUND");
            String place = create("name: \"ever\", address: \"a\"");
            assertEquals(List.of("CREATED " + place), listener.awaitKinds(1));
        }
    }

    @Test
    void tellsNothingOfWhatChangedNothing() throws Exception {
        String place = create("name: \"Demon Dogs\", address: \"a\", restaurant: {servesPizza: true}");
        try (var listener = listen()) {
            // language=GraphQL
            ask(
                            """
                            mutation ($p: ID!) {
                              updatePlace(id: $p, input: {name: "Demon Dogs"}) { id }
                              empty: updatePlace(id: $p, input: {}) { id }
                              updateRestaurant(id: $p, input: {servesPizza: true}) { id }
                              copyRestaurant(id: $p, place: $p) { id }
                              moveRestaurant(id: $p, place: $p) { id }
                            }""",
                            "p",
                            key(place))
                    .data("updatePlace.id");
            String next = create("name: \"next\", address: \"a\"");
            assertEquals(List.of("CREATED " + next), listener.awaitKinds(1));
        }
    }

    @Test
    void tellsOneOperationInTheOrderOfItsDocument() throws Exception {
        String old = create("name: \"old\", address: \"a\"");
        try (var listener = listen()) {
            // language=GraphQL
            var made = ask(
                    """
                    mutation ($p: ID!) {
                      a: createPlace(input: {name: "a", address: "a"}) { id }
                      updatePlace(id: $p, input: {name: "older"}) { id }
                      b: createPerson(input: {name: "b"}) { id }
                      deletePlace(id: $p) { id }
                      c: createPlace(input: {name: "c", address: "c"}) { id }
                    }""",
                    "p",
                    old);
            assertEquals(
                    List.of(
                            "CREATED " + made.data("a.id"),
                            "UPDATED " + old,
                            "CREATED " + made.data("b.id"),
                            "DELETED " + old,
                            "CREATED " + made.data("c.id")),
                    listener.awaitKinds(5));
        }
    }

    @Test
    void tellsEachRecordOfACascadeChildrenFirst() throws Exception {
        String place = create("name: \"a\", address: \"b\", restaurant: {waiters: [{name: \"Joe\"}, {name: \"Ann\"}]}");
        try (var listener = listen()) {
            ask("mutation ($p: ID!) { deletePlace(id: $p) { id } }", "p", place).data("deletePlace.id");
            var told = listener.awaitKinds(4);
            assertEquals(
                    List.of("DELETED Waiter", "DELETED Waiter", "DELETED Restaurant", "DELETED Place"),
                    told.stream().map(it -> it.split(":")[0]).toList());
            assertEquals("DELETED " + place, told.get(3));
        }
    }

    @Test
    void tellsOfAMovedRestaurantAndItsWaiters() throws Exception {
        String from =
                key(create("name: \"a\", address: \"b\", restaurant: {waiters: [{name: \"Joe\"}, {name: \"Ann\"}]}"));
        String to = key(create("name: \"c\", address: \"d\""));
        try (var listener = listen()) {
            ask("mutation ($r: ID!, $p: ID!) { moveRestaurant(id: $r, place: $p) { id } }", "r", from, "p", to)
                    .data("moveRestaurant.id");
            var told = listener.awaitKinds(4);
            assertEquals("CREATED Restaurant:" + to, told.get(0));
            assertEquals(
                    List.of("UPDATED Waiter", "UPDATED Waiter"),
                    told.subList(1, 3).stream().map(it -> it.split(":")[0]).toList());
            assertEquals("DELETED Restaurant:" + from, told.get(3));
        }
    }

    @Test
    void tellsWhatOtherProgramsDo() throws Exception {
        String place = create("name: \"a\", address: \"b\"");
        long key = Long.parseLong(key(place));
        try (var listener = listen()) {
            run("update place set name = 'x' where id = " + key);
            // changes nothing, and is no change
            run("update place set name = 'x' where id = " + key);
            run("update place set id = " + (key + 1_000_000) + " where id = " + key);
            run("delete from place where id = " + (key + 1_000_000));
            String other = "Place:" + (key + 1_000_000);
            assertEquals(
                    List.of("UPDATED " + place, "DELETED " + place, "CREATED " + other, "DELETED " + other),
                    listener.awaitKinds(4));
        }
    }

    @Test
    void tellsOnlyOfTheTypesAndRecordsThatAreAskedFor() throws Exception {
        String first = create("name: \"a\", address: \"b\"");
        String second = create("name: \"c\", address: \"d\"");
        try (var people = listen("of", List.of("PERSON", "ADHAR"));
                var one = listen("ids", List.of(second));
                var both = listen("of", List.of("PLACE"), "ids", List.of(first, "Person:1"));
                var noType = listen("of", List.of());
                var noId = listen("ids", List.of());
                var all = listen("of", null, "ids", null)) {
            // what comes the second time shows that nothing came in between
            for (int times = 1; times <= 2; times++) {
                for (String id : List.of(first, second)) {
                    ask(
                                    "mutation ($p: ID!, $n: String) { updatePlace(id: $p, input: {name: $n}) { id } }",
                                    "p",
                                    id,
                                    "n",
                                    "x" + times)
                            .data("updatePlace");
                }
                ask("mutation { createPerson(input: {name: \"Rion\"}) { id } }").data("createPerson");
                people.await(times).forEach(change -> assertEquals("PERSON", change.get("type")));
                assertEquals(Collections.nCopies(times, "UPDATED " + second), one.awaitKinds(times));
                assertEquals(Collections.nCopies(times, "UPDATED " + first), both.awaitKinds(times));
                all.await(3 * times);
            }
            for (var listener : List.of(people, one, both, all, noType, noId)) {
                assertTrue(listener.isQuiet());
            }
        }
    }

    @Test
    void beginsNowWhereNoCursorIsGiven() throws Exception {
        create("name: \"before\", address: \"b\"");
        try (var listener = Listener.to(server)) {
            Await.equal(1, feed::streams);
            String place = create("name: \"after\", address: \"b\"");
            assertEquals(List.of("CREATED " + place), listener.awaitKinds(1));
        }
    }

    @Test
    void refusesIdsThatAreNone() {
        for (String id : List.of("1", "Place:0", "Town:1")) {
            try (var listener = listen("ids", List.of("Place:1", id))) {
                assertEquals(List.of("ids", 1), refused(listener).argument(), id);
            }
        }
    }

    @Test
    void missesNothingBetweenAnAnswerAndASubscriptionFromThere() throws Exception {
        create("name: \"before\", address: \"b\"");
        // language=GraphQL
        String cursor = ask("{ places { totalCount } changesCursor }").data("changesCursor");
        String place = create("name: \"between\", address: \"b\"");
        try (var listener = Listener.to(server, "after", cursor)) {
            String next = create("name: \"after\", address: \"b\"");
            assertEquals(List.of("CREATED " + place, "CREATED " + next), listener.awaitKinds(2));
        }
    }

    @Test
    void resumesBehindEachChange() throws Exception {
        try (var listener = listen()) {
            create("name: \"a\", address: \"b\", restaurant: {waiters: [{name: \"Joe\"}, {name: \"Ann\"}]}");
            create("name: \"c\", address: \"d\"");
            var told = listener.await(5);
            for (int i = 0; i < 5; i++) {
                try (var again = Listener.to(server, "after", told.get(i).get("cursor"))) {
                    assertEquals(told.subList(i + 1, 5), again.await(4 - i));
                }
            }
        }
    }

    @Test
    void tellsOfRecordsThatAreGoneSinceWithoutThem() throws Exception {
        String cursor = cursor();
        String place = create("name: \"a\", address: \"b\"");
        ask("mutation ($p: ID!) { deletePlace(id: $p) { id } }", "p", place).data("deletePlace");
        try (var listener = Listener.to(server, "after", cursor)) {
            assertEquals(List.of("CREATED " + place, "DELETED " + place), listener.awaitKinds(2));
            assertNull(listener.await(2).get(0).get("node"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsByServerSentEventsUntilTheClientGoes(HttpClient.Version version) throws Exception {
        var request = HttpRequest.newBuilder(server.toURI())
                .version(version)
                .header("Accept", "text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "query",
                                "subscription ($after: String) { changes(after: $after) { kind id } }",
                                "variables",
                                Map.of("after", cursor())))))
                .build();
        String place = create("name: \"a\", address: \"b\"");
        try (var lines =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
            assertEquals(
                    "data: {\"data\":{\"changes\":{\"kind\":\"CREATED\",\"id\":\"" + place + "\"}}}",
                    lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow());
            assertTrue(feed.streams() > 0);
        }
        Await.equal(0, feed::streams);
    }

    @Test
    void forgetsASubscriberWhoCancelsAtOnce() {
        int before = feed.streams();
        var from = FeedCursor.read(feed.epoch(), cursor()).orElseThrow();
        changes.publisher(new ChangeRequest(feed.epoch(), from, change -> true, Map.of(), null, false))
                .subscribe(new TestSubscriber() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.cancel();
                    }
                });
        assertEquals(before, feed.streams());
    }

    @Test
    void readsWhatSeveralAliasesOfANodeSelectAndListsBelow() throws Exception {
        String cursor = cursor();
        create("name: \"a\", address: \"b\", restaurant: {waiters: [{name: \"Joe\"}, {name: \"Ann\"}]}");
        // language=GraphQL
        String document =
                """
                subscription ($after: String) {
                  changes(of: [RESTAURANT], after: $after) {
                    one: node { ... on Restaurant { servesPizza waiters(first: 1) { name } } }
                    node { ... on Restaurant { waiterCount place { name } all: waiters { label } } __typename }
                  }
                }""";
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("1", document, Map.of("after", cursor));
            var told = socket.next("next").at("payload.data.changes");
            assertEquals(List.of("Joe"), told.get("one.waiters.name"));
            assertEquals(2, told.getInt("node.waiterCount"));
            assertEquals("a", told.get("node.place.name"));
            assertEquals("Ann the waiter at a the restaurant", told.get("node.all[1].label"));
            assertEquals("Restaurant", told.get("node.__typename"));
        }
    }

    @Test
    void tellsLargeRecordsThatChangedTogether() throws Exception {
        // together they have more waiters than an operation may read
        run("insert into place (name, address) select 'p', 'a' from seq_1_to_60");
        run("insert into restaurant (place_id, serves_hot_dogs, serves_pizza) select id, 0, 0 from place");
        run("insert into waiter (name, restaurant_id) select 'w', place_id from restaurant, seq_1_to_1000");
        Api.awaitFeed();
        String cursor = cursor();
        run("update restaurant set serves_pizza = 1");
        // language=GraphQL
        String document =
                """
                subscription ($after: String) {
                  changes(of: [RESTAURANT], after: $after) { node { ... on Restaurant { waiters { id } } } }
                }""";
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("1", document, Map.of("after", cursor));
            for (int i = 0; i < 60; i++) {
                assertEquals(
                        1000,
                        socket.next("next")
                                .getList("payload.data.changes.node.waiters")
                                .size());
            }
        }
    }

    @Test
    void keepsToTheLimits() {
        var ids = Collections.nCopies(501, "Place:1");
        try (var listener = listen("ids", ids)) {
            assertEquals("relata.limits.nodes", listener.awaitError().get("extensions.limit"));
        }
        // language=GraphQL
        String costly = "subscription { changes { node { ... on Restaurant { waiters(first: 1000) {"
                + " restaurant { waiters(first: 1000) { id } } } } } } }";
        try (var socket = ApiSocket.open(server)) {
            var error = socket.subscribe("1", costly).next("error");
            assertEquals("relata.limits.cost", error.get("payload[0].extensions.limit"));
        }
    }

    @Test
    void refusesCursorsThatAreNone() throws Exception {
        try (var listener = listen()) {
            create("name: \"a\", address: \"b\"");
            String cursor = (String) listener.await(1).get(0).get("cursor");
            // language=GraphQL
            String ofPage = ask("{ places { edges { cursor } } }").data("places.edges[0].cursor");
            for (String other : List.of("", "x", cursor + "A", cursor.substring(1), ofPage)) {
                try (var refused = Listener.to(server, "after", other)) {
                    assertEquals(List.of("after"), refused(refused).argument(), other);
                }
            }
        }
    }

    @Test
    void endsAStreamWithAnErrorOfItsField() {
        // language=GraphQL
        String document =
                """
                subscription ($after: String) { ...ChangeAtCursor }
                fragment ChangeAtCursor on Subscription {
                  told: changes(after: $after) { kind }
                }""";
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("1", document, Map.of("after", cursor()));
            create("name: \"a\", address: \"b\"");
            socket.next("next");
            feed.endStreams("The test ends them");
            var error = new Api.Error(socket.next("error").at("payload[0]"));
            assertEquals("UNAVAILABLE", error.get("extensions.code"));
            assertEquals(List.of("told"), error.get("path"));
            assertEquals(List.of(Map.of("line", 3, "column", 3)), error.get("locations"));
        }
    }

    private static Api.Error refused(Listener listener) {
        var error = listener.awaitError();
        assertEquals("BAD_USER_INPUT", error.get("extensions.code"));
        return error;
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
