package relata.feed;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.SslMode;

/** Where the database is, for connections of the feed's own: they notice within seconds that a server is frozen. */
@ApplicationScoped
class Connector {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int HEARTBEAT_MILLIS = 1_000;

    private final Properties properties = new Properties();
    private final String url;

    Connector(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.url = url;
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it));
        properties.setProperty("connectTimeout", String.valueOf(TIMEOUT_MILLIS));
        properties.setProperty("socketTimeout", String.valueOf(TIMEOUT_MILLIS));
    }

    Connection connect() throws SQLException {
        return new Driver().connect(url, properties);
    }

    /** A client that is to read the binlog; where the URL names several servers, the one that this connection is to. */
    BinaryLogClient client(Connection connection) throws SQLException {
        var configuration = Configuration.parse(url, properties);
        HostAddress host =
                connection.unwrap(org.mariadb.jdbc.Connection.class).getClient().getHostAddress();
        var client = new BinaryLogClient(host.host, host.port, configuration.user(), configuration.password());
        if (Tls.mode(configuration, host) != SslMode.DISABLE) {
            client.setSSLMode(SSLMode.REQUIRED);
            client.setSslSocketFactory(new Tls(configuration, host));
        }
        client.setServerId(ThreadLocalRandom.current().nextLong(1L << 20, 1L << 31));
        client.setKeepAlive(false);
        client.setHeartbeatInterval(HEARTBEAT_MILLIS);
        client.setConnectTimeout(TIMEOUT_MILLIS);
        client.setSocketFactory(Connector::socket);
        return client;
    }

    private static Socket socket() throws SocketException {
        var socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }
}
