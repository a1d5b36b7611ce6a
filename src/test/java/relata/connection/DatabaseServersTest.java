package relata.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JDBC URLs are taken, and what they say. */
class DatabaseServersTest {
    private static DatabaseServers servers(String url) {
        return new DatabaseServers(url, Optional.of("relata"), Optional.of("secret"), 2_000);
    }

    @Test
    void knowsTheServersInTheirOrder() {
        var servers = servers("jdbc:mariadb://a,b:3307,c/relata?socketTimeout=60000&user=other");
        assertEquals(
                "[a:3306, b:3307, c:3306]",
                servers.hosts().stream()
                        .map(it -> it.host + ":" + it.port)
                        .toList()
                        .toString());
        var second = servers.configuration(servers.hosts().get(1));
        assertEquals(1, second.addresses().size());
        assertEquals("b", second.addresses().get(0).host);
        // a server that is asked whether it answers does not get as long as an operation
        assertEquals(2_000, second.socketTimeout());
        assertEquals("other", second.user());
        assertEquals("secret", second.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "loadbalance", "replication"})
    void refusesConnectionsThatGoFromServerToServer(String mode) {
        String url = "jdbc:mariadb:%s://a,b/relata?password=secret".formatted(mode);
        String message =
                assertThrows(IllegalArgumentException.class, () -> servers(url)).getMessage();
        assertTrue(message.contains("must begin with “jdbc:mariadb://”"), message);
        assertTrue(message.contains(mode), message);
        assertTrue(!message.contains("secret"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://a/relata?password=secret", "relata"})
    void refusesOtherUrls(String url) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> servers(url)).getMessage();
        assertTrue(message.contains("not a JDBC URL for MariaDB"), message);
        assertTrue(!message.contains("secret"), message);
    }
}
