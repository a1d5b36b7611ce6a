package relata.feed.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.SslMode;
import relata.feed.binlog.event.Position;

/** A database server, over connections outside the pool, which notice within seconds that it is frozen. */
final class Server implements AutoCloseable {
    private static final int HEARTBEAT_MILLIS = 1_000;

    private static final Map<String, String> NEEDED = Map.of(
            "log_bin", "ON",
            "binlog_format", "ROW",
            "binlog_row_image", "FULL",
            "binlog_row_metadata", "FULL",
            "log_bin_compress", "OFF",
            "binlog_do_db", "",
            "binlog_ignore_db", "");

    /** Also needed on a cluster. */
    private static final Map<String, String> NEEDED_OF_NODES =
            Map.of("log_slave_updates", "ON", "wsrep_trx_fragment_size", "0");

    private final HostAddress host;
    private final Configuration configuration;
    private final Connection connection;

    Server(HostAddress host, Configuration configuration, Connection connection) {
        this.host = host;
        this.configuration = configuration;
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Checks that the binlog has what a feed needs, and returns whether the server is a cluster node.
     *
     * @throws BinlogUnavailableException with what to set
     * @throws SQLException if it is a node that has lost its cluster
     */
    boolean check() throws SQLException {
        var found = ask("show global variables where variable_name in ('wsrep_on', '"
                + String.join("', '", NEEDED.keySet()) + "', '" + String.join("', '", NEEDED_OF_NODES.keySet()) + "')");
        boolean isNode = "ON".equals(found.get("wsrep_on"));
        var needed = new HashMap<>(NEEDED);
        if (isNode) {
            needed.putAll(NEEDED_OF_NODES);
            checkCluster();
        }
        var wrong = needed.keySet().stream()
                .filter(name -> found.containsKey(name) && !needed.get(name).equalsIgnoreCase(found.get(name)))
                .sorted()
                .map(name -> "%s=%s (it is %s)".formatted(name, needed.get(name), found.get(name)))
                .toList();
        if (!wrong.isEmpty()) {
            throw new BinlogUnavailableException(
                    "The database server must be configured with " + String.join(", ", wrong));
        }
        return isNode;
    }

    /**
     * Returns the sequence number up to which a node has committed the cluster's transactions. A node that was cut off
     * would not reveal that there may be more.
     *
     * @throws SQLException if it was cut off
     */
    long checkCluster() throws SQLException {
        var status = ask("show global status where variable_name in"
                + " ('wsrep_ready', 'wsrep_cluster_status', 'wsrep_last_committed')");
        if (!"ON".equals(status.get("wsrep_ready")) || !"Primary".equals(status.get("wsrep_cluster_status"))) {
            throw new SQLException("The node %s has lost its connection to the cluster: %s".formatted(host, status));
        }
        return Long.parseLong(status.get("wsrep_last_committed"));
    }

    private Map<String, String> ask(String sql) throws SQLException {
        var found = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                found.put(answer.getString(1).toLowerCase(), answer.getString(2));
            }
        }
        return found;
    }

    /** A client that reads the binlog from a position. */
    BinaryLogClient client(Position from) throws SQLException {
        var client = client();
        // the library counts a transaction as read when it begins: each connection starts from our own position
        client.setGtidSet(from.toString());
        return client;
    }

    /** A client that reads the whole binlog. */
    BinaryLogClient clientFromStart() throws SQLException {
        var client = client();
        client.setBinlogFilename("");
        client.setBinlogPosition(4);
        return client;
    }

    private BinaryLogClient client() throws SQLException {
        var client = new BinaryLogClient(host.host, host.port, configuration.user(), configuration.password());
        if (Tls.mode(configuration, host) != SslMode.DISABLE) {
            client.setSSLMode(SSLMode.REQUIRED);
            client.setSslSocketFactory(new Tls(configuration, host));
        }
        client.setServerId(ThreadLocalRandom.current().nextLong(1L << 20, 1L << 31));
        client.setKeepAlive(false);
        client.setHeartbeatInterval(HEARTBEAT_MILLIS);
        client.setConnectTimeout(Connector.TIMEOUT_MILLIS);
        client.setSocketFactory(Server::socket);
        return client;
    }

    private static Socket socket() throws SocketException {
        var socket = new Socket();
        socket.setSoTimeout(Connector.TIMEOUT_MILLIS);
        return socket;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
