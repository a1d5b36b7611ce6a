package relata.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where no server comes along. */
class BinariesIT {

    @Test
    void takesTheServerOnThePath() throws Exception {
        try (var installed = Room.used();
                var room = Room.empty();
                var relata = OtherRelata.withPathOnly(
                        room.directory,
                        installed.binaries().orElseThrow().resolve("bin").toString())) {
            relata.awaitReady();
            assertTrue(room.servers().get(0).info().command().orElseThrow().endsWith("/bin/mariadbd"));
            assertTrue(room.binaries().isEmpty());
            assertEquals(143, relata.terminate());
        }
    }

    @Test
    void saysWhatToSetWhereThereIsNoneOnThePathEither() throws Exception {
        assumeFalse(Files.exists(Path.of("/usr/sbin/mariadbd")) || Files.exists(Path.of("/usr/local/sbin/mariadbd")));
        try (var room = Room.empty();
                var relata = OtherRelata.withPathOnly(room.directory, room.directory.toString())) {
            assertEquals(1, relata.exitCode());
            assertTrue(relata.said().contains("Set QUARKUS_DATASOURCE_JDBC_URL"), relata.said());
        }
    }

    @Test
    void takesTenForMoreThanNine() {
        assertTrue(Version.parse("10.9.1").compareTo(Version.parse("10.10")) < 0);
        assertTrue(Version.parse("11.4.10-MariaDB-log").compareTo(Version.parse("11.4.5-MariaDB")) > 0);
    }
}
