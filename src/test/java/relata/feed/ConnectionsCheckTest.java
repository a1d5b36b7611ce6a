package relata.feed;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConnectionsCheckTest {
    @Test
    void wantsAConnectionForEachThread() {
        assertDoesNotThrow(() -> ConnectionsCheck.check(16, 6, 24));
        var error = assertThrows(IllegalArgumentException.class, () -> ConnectionsCheck.check(17, 6, 24));
        assertTrue(error.getMessage().contains("relata.load.running is 17"), error::getMessage);
        assertTrue(error.getMessage().endsWith("quarkus.datasource.jdbc.max-size must be at least 25, but is 24"));
    }
}
