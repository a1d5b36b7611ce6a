package relata.transaction;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
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
    private static final Set<Socket> OPEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> CLOSED = ConcurrentHashMap.newKeySet();

    private static String name(String host, int port) {
        return host + ":" + port;
    }

    /** Threads that wait for an answer of a server get an exception instead, as does whoever connects to it. */
    static void close(HostAddress server) {
        String name = name(server.host, server.port);
        CLOSED.add(name);
        OPEN.forEach(socket -> {
            if (socket.getRemoteSocketAddress() instanceof InetSocketAddress remote
                    && name.equals(name(remote.getHostString(), remote.getPort()))) {
                close(socket);
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A socket can't be closed", e);
        }
    }

    /** Lets connect to a server again. */
    static void open(HostAddress server) {
        CLOSED.remove(name(server.host, server.port));
    }

    @Override
    public Socket createSocket() {
        var socket = new Socket() {
            @Override
            public void connect(SocketAddress server, int timeoutMillis) throws IOException {
                if (server instanceof InetSocketAddress remote
                        && CLOSED.contains(name(remote.getHostString(), remote.getPort()))) {
                    throw new ConnectException("The server is known to be away");
                }
                super.connect(server, timeoutMillis);
            }

            @Override
            public void close() throws IOException {
                OPEN.remove(this);
                super.close();
            }
        };
        OPEN.add(socket);
        return socket;
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
