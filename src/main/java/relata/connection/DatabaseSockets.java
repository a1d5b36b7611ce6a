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
 * Makes the sockets of the database driver, which knows this class by its name. It can close those to a server under
 * whoever waits for an answer, and let nobody wait for a server that is away. The driver itself can not: to close a
 * connection it wants to read what is left, and waits; and it tries servers in turn, each for as long as a connection
 * may take.
 */
public final class DatabaseSockets extends SocketFactory {
    private static final Logger LOG = Logger.getLogger(DatabaseSockets.class);

    // the driver makes a factory for each socket
    private static final Map<Socket, InetSocketAddress> OPEN = new ConcurrentHashMap<>();
    private static final Set<InetSocketAddress> BLOCKED = ConcurrentHashMap.newKeySet();

    /** Threads that wait for an answer of a server get an exception instead, as does whoever connects to it. */
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
            LOG.debug("A socket can't be closed", e);
        }
    }

    /** Allows connections to a server again. */
    public static void unblock(HostAddress server) {
        BLOCKED.remove(address(server));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress server, int timeoutMillis) throws IOException {
                var address = (InetSocketAddress) server;
                OPEN.put(this, address);
                try {
                    if (BLOCKED.contains(address)) {
                        throw new ConnectException("The server is known to be away");
                    }
                    super.connect(server, timeoutMillis);
                } catch (IOException e) {
                    // the driver does not
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
