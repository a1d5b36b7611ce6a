package relata.transaction;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jboss.logging.Logger;

/**
 * Makes the sockets of the database driver, which knows this class by its name, and can close them under those who wait
 * for an answer. The driver itself can not: it wants to read what is left, and waits behind them.
 */
public final class DatabaseSockets extends SocketFactory {
    private static final Logger LOG = Logger.getLogger(DatabaseSockets.class);

    // the driver makes a factory for each socket
    private static final Set<Socket> OPEN = ConcurrentHashMap.newKeySet();

    /** Threads that wait for an answer of the database get an exception instead. */
    static void closeAll() {
        for (var socket : OPEN) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("A socket can't be closed", e);
            }
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
