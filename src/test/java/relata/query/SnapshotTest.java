package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Background;

/** All fields of a query see one state of the database. */
@QuarkusTest
class SnapshotTest {
    @Test
    void answersRecordsOfSeveralTypesFromOneState() throws Exception {
        Api.deleteAll();
        // language=GraphQL
        var ids = ask(
                """
                mutation {
                  createPlace(input: {name: "0", address: "a"}) { id }
                  createPerson(input: {name: "0"}) { id }
                }""");
        String place = ids.data("createPlace.id");
        String person = ids.data("createPerson.id");
        var stop = new AtomicBoolean();
        var writer = Background.start(() -> {
            for (int i = 1; !stop.get(); i++) {
                // language=GraphQL
                ask(
                                """
                                mutation ($place: ID!, $person: ID!, $name: String) {
                                  updatePlace(id: $place, input: {name: $name}) { id }
                                  updatePerson(id: $person, input: {name: $name}) { id }
                                }""",
                                "place",
                                place,
                                "person",
                                person,
                                "name",
                                "" + i)
                        .data();
            }
            return null;
        });
        var seen = new HashSet<String>();
        try {
            while (seen.size() < 50) {
                assertFalse(writer.isDone(), "the writer has given up");
                // language=GraphQL
                var names = ask(
                                "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Place { name } ... on Person { name } } }",
                                "ids",
                                List.of(place, person))
                        .<List<String>>data("nodes.name");
                assertEquals(names.get(0), names.get(1));
                seen.add(names.get(0));
            }
        } finally {
            stop.set(true);
        }
        writer.get();
    }

    @Test
    void answersAllFieldsFromOneState() throws Exception {
        Api.deleteAll();
        var stop = new AtomicBoolean();
        var writer = Background.start(() -> {
            while (!stop.get()) {
                // language=GraphQL
                ask("mutation { createPlace(input: {name: \"a\", address: \"b\", restaurant: {}}) { id } }")
                        .data("createPlace");
            }
            return null;
        });
        var counts = new HashSet<Integer>();
        try {
            // until the reads have met that many writes
            while (counts.size() < 50) {
                assertFalse(writer.isDone(), "the writer has given up");
                // language=GraphQL
                var answer = ask(
                        """
                        {
                          a: places { totalCount }
                          b: restaurants { totalCount }
                          c: places(where: {hasRestaurant: true}, last: 1) { totalCount nodes { restaurant { id } } }
                          d: restaurants(last: 1) { nodes { id } }
                        }""");
                counts.add(answer.data("a.totalCount"));
                assertEquals(answer.<Integer>data("a.totalCount"), answer.<Integer>data("b.totalCount"));
                assertEquals(answer.<Integer>data("a.totalCount"), answer.<Integer>data("c.totalCount"));
                assertEquals(
                        answer.<List<String>>data("d.nodes.id"), answer.<List<String>>data("c.nodes.restaurant.id"));
            }
        } finally {
            stop.set(true);
        }
        writer.get();
    }
}
