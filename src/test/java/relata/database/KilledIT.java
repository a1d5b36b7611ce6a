package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are killed while they write: what they acknowledged is there. */
@Timeout(120)
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

    private static void kill(boolean server, boolean database) throws Exception {
        try (var room = Room.used();
                var relata = PackagedRelata.with(room.directory);
                var load = new Load(relata, 2, 6)) {
            load.awaitAnswers(300);
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
            }
        }
    }
}
