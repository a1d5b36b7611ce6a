package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relata.ApiSocket;
import relata.Await;
import relata.Background;
import relata.Json;
import relata.cluster.Cluster;
import relata.cluster.Node;

/**
 * Two servers on a cluster of three nodes. Whatever happens to the nodes, acknowledged writes are kept, no key is used
 * twice, and clients get no error but one that asks them to retry.
 */
@Timeout(600)
@Tag("cluster")
class ClusterServersIT {
    private static Cluster cluster;
    private static PackagedRelata one;
    private static PackagedRelata other;

    @BeforeAll
    static void start() throws Exception {
        var missing = Cluster.missing();
        assumeTrue(missing.isEmpty(), () -> "A Galera cluster needs " + missing.get());
        cluster = Cluster.start();
        // both at once, on an empty database
        var first = Background.start(() -> server(0));
        other = server(1);
        one = first.join();
    }

    private static PackagedRelata server(int nearest) throws Exception {
        return PackagedRelata.with(cluster.url(nearest), new Account(cluster.password()));
    }

    @AfterAll
    static void stop() throws Exception {
        for (var closed : java.util.Arrays.asList(one, other, cluster)) {
            if (closed != null) {
                closed.close();
            }
        }
    }

    private interface Fault {
        void happen() throws Exception;
    }

    private static Load load(PackagedRelata relata) {
        return new Load(relata, 3, 3, Set.of("UNAVAILABLE", "TRY_AGAIN"));
    }

    private static void assertSurvives(Fault... faults) throws Exception {
        int before = places(one);
        String cursor = Json.of(one.ask("{ changesCursor }").body()).getString("data.changesCursor");
        try (var atOne = load(one);
                var atOther = load(other)) {
            var loads = List.of(atOne, atOther);
            for (var fault : faults) {
                loads.forEach(load -> load.awaitAnswers(100));
                fault.happen();
                loads.forEach(load -> load.awaitAnswers(100));
            }
            int acknowledged = 0;
            int refused = 0;
            for (var load : loads) {
                load.close();
                assertEquals(List.of(), List.copyOf(load.unexpected));
                assertEquals(List.of(), List.copyOf(load.broken));
                assertEquals(List.of(), load.missingFrom(one));
                assertEquals(List.of(), load.missingFrom(other));
                acknowledged += load.acknowledged.size();
                refused += load.unavailable.get();
                // each key once
                assertEquals(load.writes.get(), load.acknowledged.size());
            }
            // what was answered UNAVAILABLE may have happened
            int written = places(other) - before;
            assertTrue(acknowledged <= written && written <= acknowledged + refused, acknowledged + ", " + written);
            var told = told(one, cursor, written);
            assertEquals(told, told(other, cursor, written));
            for (var load : loads) {
                assertTrue(told.containsAll(load.acknowledged));
            }
            assertEquals(written, Set.copyOf(told).size());
        }
    }

    /** The places that subscribers are told of from a cursor on, in their order. */
    private static List<String> told(PackagedRelata relata, String cursor, int count) throws Exception {
        try (var socket = ApiSocket.open(relata.uri("/graphql").toURL())) {
            // language=GraphQL
            socket.subscribe(
                    "1",
                    "subscription ($after: String) { changes(after: $after, of: [PLACE]) { id } }",
                    Map.of("after", cursor));
            var ids = new ArrayList<String>();
            while (ids.size() < count) {
                ids.add(socket.next("next").getString("payload.data.changes.id"));
            }
            return ids;
        }
    }

    private static int places(PackagedRelata relata) throws Exception {
        return Json.of(relata.ask("{ places { totalCount } }").body()).getInt("data.places.totalCount");
    }

    private static Fault[] ofEachNode(FaultOfNode fault) {
        return IntStream.range(0, 3)
                .mapToObj(cluster::node)
                .map(node -> (Fault) () -> fault.happen(node))
                .toArray(Fault[]::new);
    }

    private interface FaultOfNode {
        void happen(Node node) throws Exception;
    }

    @Test
    void survivesThatNodesStop() throws Exception {
        assertSurvives(ofEachNode(node -> {
            node.stop();
            node.start();
        }));
    }

    @Test
    void survivesThatNodesAreKilled() throws Exception {
        assertSurvives(ofEachNode(node -> {
            cluster.kill(node);
            node.start();
        }));
    }

    @Test
    void survivesThatNodesFreeze() throws Exception {
        assertSurvives(ofEachNode(cluster::freeze));
    }

    @Test
    void survivesThatANodeGetsItsDataAnew() throws Exception {
        var node = cluster.node(0);
        assertSurvives(() -> {
            cluster.kill(node);
            node.lose();
            node.start();
        });
    }

    @Test
    void isUnavailableWithoutAQuorumAndBackWithIt() throws Exception {
        var left = List.of(cluster.node(1), cluster.node(2));
        assertSurvives(() -> {
            for (var node : left) {
                node.kill();
            }
            for (var relata : List.of(one, other)) {
                Await.equal(503, () -> relata.get("/q/health/ready").statusCode());
                assertEquals(503, relata.ask("{ places { totalCount } }").statusCode());
            }
            // the one that is left does not know that they come back
            for (var node : left) {
                node.begin(false);
            }
            for (var node : left) {
                node.awaitReady();
            }
        });
        assertEquals(200, one.get("/q/health/ready").statusCode());
    }

    @Test
    void survivesThatTheWholeClusterIsKilled() throws Exception {
        assertSurvives(cluster::killAndStart);
    }

    @Test
    void survivesThatAServerIsKilled() throws Exception {
        int before = places(one);
        try (var killed = server(2);
                var atKilled = load(killed);
                var atOne = load(one)) {
            atKilled.awaitAnswers(200);
            killed.kill();
            atOne.awaitAnswers(200);
            for (var load : List.of(atKilled, atOne)) {
                load.close();
                assertEquals(List.of(), load.missingFrom(other));
            }
            assertTrue(places(other) >= before + atOne.acknowledged.size());
        }
    }

    private static String create(PackagedRelata relata) throws Exception {
        var created = relata.ask("mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }");
        return Json.of(created.body()).getString("data.createPlace.id");
    }

    @Test
    void findsThroughAnyServerWhatWasWrittenThroughAnother() throws Exception {
        for (int i = 0; i < 100; i++) {
            var writer = i % 2 == 0 ? one : other;
            var reader = i % 2 == 0 ? other : one;
            String read = "{ node(id: \"%s\") { id } }".formatted(create(writer));
            assertTrue(reader.ask(read).body().contains("Place:"), read);
            String delete = "mutation { deletePlace(id: \"%s\") { id } }".formatted(create(writer));
            var deleted = reader.ask(delete, "Idempotency-Key", delete);
            assertTrue(!deleted.body().contains("errors"), deleted::body);
        }
    }

    @Test
    void givesAPersonOneAdharHoweverManyAskForOne() throws Exception {
        for (int round = 0; round < 64; round++) {
            var person = Json.of(
                            one.ask("mutation { createPerson(input: {name: \"a\", email: \"\", mobile: \"\"}) { id } }")
                                    .body())
                    .getString("data.createPerson.id");
            var document =
                    "mutation { createAdhar(input: {person: {id: \"%s\"}, adharNo: \"1\", signature: \"\"}) { id } }"
                            .formatted(person);
            var asked = List.of(one, other, one, other).stream()
                    .map(relata -> Background.start(() -> relata.ask(document).body()))
                    .toList();
            var answers = asked.stream().map(CompletableFuture::join).toList();
            assertEquals(
                    1, answers.stream().filter(it -> !it.contains("errors")).count(), answers::toString);
            assertEquals(
                    3, answers.stream().filter(it -> it.contains("CONFLICT")).count(), answers::toString);
        }
    }
}
