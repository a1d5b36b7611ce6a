package relata.transaction;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Makes the sockets of the database driver, which knows this class by its name, and can close them under those who wait
 * for an answer. The driver itself can not: it wants to read what is left, and waits behind them.
 */
public final class DatabaseSockets extends ConfigurableSocketFactory {
    private static final Logger LOG = Logger.getLogger(DatabaseSockets.class);

    /** Each with what its URL names. */
    private static final Map<Socket, List<HostAddress>> OPEN = new ConcurrentHashMap<>();

    // the driver makes a factory for each socket
    private List<HostAddress> servers = List.of();

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        servers = configuration.addresses();
    }

    /**
     * Threads that wait for an answer of a database get an exception instead.
     *
     * @param servers what the URL of the database names
     */
    public static void closeAll(List<HostAddress> servers) {
        OPEN.forEach((socket, its) -> {
            if (its.equals(servers)) {
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

    @Override
    public Socket createSocket() {
        var socket = new Socket() {
            @Override
            public void close() throws IOException {
                OPEN.remove(this);
                super.close();
            }
        };
        OPEN.put(socket, servers);
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
