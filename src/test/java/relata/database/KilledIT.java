package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import relata.Json;

/** Servers that are killed while they write: what they acknowledged is there. */
class KilledIT {
    @Test
    void losesNothingWhenTheServerIsKilled() throws Exception {
        kill(true, false);
    }

    @Test
    void losesNothingWhenItsDatabaseIsKilled() throws Exception {
        kill(false, true);
    }

    @Test
    void losesNothingWhenBothAreKilled() throws Exception {
        kill(true, true);
    }

    private static String create(PackagedRelata relata) throws Exception {
        return get(relata, "mutation { createPlace(input: {name: \"a\", address: \"b\"}) { id } }", "createPlace.id");
    }

    private static String get(PackagedRelata relata, String document, String path) throws Exception {
        return Json.of(relata.ask(document).body()).getString("data." + path);
    }

    private static long key(String id) {
        return Long.parseLong(id.replace("Place:", ""));
    }

    private static void kill(boolean server, boolean database) throws Exception {
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory);
                var load = new Load(relata, 2, 6)) {
            load.awaitAnswers(300);
            String used = create(relata);
            relata.ask("mutation { deletePlace(id: \"%s\") { id } }".formatted(used));
            String cursor = get(relata, "{ places(first: 1) { pageInfo { endCursor } } }", "places.pageInfo.endCursor");
            var mariadbd = room.servers();
            if (server) {
                relata.kill();
            }
            if (database) {
                mariadbd.forEach(ProcessHandle::destroyForcibly);
            }
            if (!server) {
                // it starts its database again by itself
                load.awaitAnswers(200);
            }
            load.close();
            assertEquals(List.of(), List.copyOf(load.unexpected));
            assertFalse(load.acknowledged.isEmpty());
            if (!server) {
                assertEquals(List.of(), load.missingFrom(relata));
                return;
            }
            try (var next = PackagedRelata.with(room.directory)) {
                assertEquals(List.of(), load.missingFrom(next));
                // no id is used twice, few are passed over, and cursors hold
                long created = key(create(next));
                long newest =
                        load.acknowledged.stream().mapToLong(KilledIT::key).reduce(key(used), Math::max);
                assertTrue(created > newest && created <= newest + 150, created + " after " + newest);
                String page = "{ places(first: 1, after: \"%s\") { nodes { id } } }".formatted(cursor);
                assertNotNull(get(next, page, "places.nodes[0].id"));
            }
        }
    }
}
