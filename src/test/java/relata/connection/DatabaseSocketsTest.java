package relata.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.HostAddress;
import relata.Await;
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

    @Test
    void givesUpAtItsTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var socket = new DatabaseSockets().createSocket()) {
            socket.connect(address(silent), 1_000);
            socket.setSoTimeout(50);
            assertEquals(50, socket.getSoTimeout());
            var bytes = socket.getInputStream();
            assertThrows(SocketTimeoutException.class, bytes::read);
            assertTrue(socket.isClosed());
            // the next one fails at once
            assertEquals(
                    "Socket closed",
                    assertThrows(SocketException.class, () -> bytes.read(new byte[1]))
                            .getMessage());
        }
    }

    @Test
    void connectsInTimeOrNotAtAll() throws Exception {
        // its queue of one connection is full
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = new Socket("127.0.0.1", busy.getLocalPort());
                var second = new Socket("127.0.0.1", busy.getLocalPort());
                var socket = new DatabaseSockets().createSocket()) {
            assertTrue(first.isConnected() && second.isConnected());
            assertThrows(SocketTimeoutException.class, () -> socket.connect(address(busy), 50));
            assertTrue(socket.isClosed());
        }
    }

    @Test
    void waitsAsLongAsItTakesWithoutTimeout() throws Exception {
        try (var slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var socket = new DatabaseSockets().createSocket()) {
            socket.connect(address(slow), 1_000);
            socket.setSoTimeout(100);
            try (var other = slow.accept()) {
                other.getOutputStream().write(1);
                assertEquals(1, socket.getInputStream().read());
                socket.setSoTimeout(0);
                var read = Background.start(() -> socket.getInputStream().read());
                // longer than it had before
                Thread.sleep(300);
                assertFalse(read.isDone());
                other.getOutputStream().write(2);
                assertEquals(2, read.get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        }
    }
}
