package relata.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.HostAddress;

/**
 * Creates the sockets of the database driver, which loads this class by name. It can close the sockets to a server
 * while threads wait for a response, and make connections to an unreachable server fail at once. The driver itself
 * cannot: when it closes a connection, it waits to read what is left; and it tries servers in turn, each for the full
 * connect timeout.
 */
public final class DatabaseSockets extends SocketFactory {
    private static final Logger LOG = Logger.getLogger(DatabaseSockets.class);

    // static, since the driver creates a factory for each socket
    private static final Map<Socket, InetSocketAddress> OPEN = new ConcurrentHashMap<>();
    private static final Set<InetSocketAddress> BLOCKED = ConcurrentHashMap.newKeySet();

    /** Makes threads that wait for a server's response fail with an exception, and new connections to it as well. */
    public static void block(HostAddress server) {
        var address = address(server);
        BLOCKED.add(address);
        OPEN.forEach((socket, its) -> {
            if (its.equals(address)) {
                close(socket);
            }
        });
    }

    private static InetSocketAddress address(HostAddress server) {
        return new InetSocketAddress(server.host, server.port);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A socket cannot be closed", e);
        }
    }

    /** Allows connections to a server again. */
    public static void unblock(HostAddress server) {
        BLOCKED.remove(address(server));
    }

    @Override
    public Socket createSocket() {
        return new TimedSocket() {
            @Override
            public void connect(SocketAddress server, int timeoutMillis) throws IOException {
                var address = (InetSocketAddress) server;
                OPEN.put(this, address);
                try {
                    if (BLOCKED.contains(address)) {
                        throw new ConnectException("The server is known to be unreachable");
                    }
                    super.connect(server, timeoutMillis);
                } catch (IOException e) {
                    // the driver does not close it
                    close();
                    throw e;
                }
            }

            @Override
            public void close() throws IOException {
                OPEN.remove(this);
                super.close();
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
