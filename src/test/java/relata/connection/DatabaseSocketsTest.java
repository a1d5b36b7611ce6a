package relata.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.HostAddress;
import relata.Background;

/** Whoever waits for a server that is away is freed, and nobody else. */
class DatabaseSocketsTest {
    private static InetSocketAddress address(ServerSocket server) {
        return new InetSocketAddress("127.0.0.1", server.getLocalPort());
    }

    @Test
    void closesAndRefusesThoseToOneServer() throws Exception {
        try (var away = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var waiting = new DatabaseSockets().createSocket();
                var other = new DatabaseSockets().createSocket()) {
            waiting.connect(address(away), 1_000);
            other.connect(address(there), 1_000);
            var read = Background.start(() -> assertThrows(
                    SocketException.class, () -> waiting.getInputStream().read()));
            var host = HostAddress.from("127.0.0.1", away.getLocalPort());
            DatabaseSockets.block(host);
            try {
                read.get();
                assertTrue(waiting.isClosed() && !other.isClosed());
                var refused = new DatabaseSockets().createSocket();
                assertThrows(ConnectException.class, () -> refused.connect(address(away), 1_000));
                // or its descriptor would be lost
                assertTrue(refused.isClosed());
            } finally {
                DatabaseSockets.unblock(host);
            }
            try (var again = new DatabaseSockets().createSocket()) {
                again.connect(address(away), 1_000);
                assertEquals(away.getLocalPort(), again.getPort());
            }
        }
    }

    @Test
    void keepsNoneThatCouldNotConnect() throws IOException {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        var socket = new DatabaseSockets().createSocket();
        assertThrows(IOException.class, () -> socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000));
        assertTrue(socket.isClosed());
    }
}
