package relata.feed.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.SslMode;

/** Connects to the database outside the pool: these connections notice within seconds that a server is frozen. */
final class Connector {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int HEARTBEAT_MILLIS = 1_000;

    private final Properties properties = new Properties();
    private final String url;

    Connector(String url, Optional<String> user, Optional<String> password) {
        this.url = url;
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it));
        properties.setProperty("connectTimeout", String.valueOf(TIMEOUT_MILLIS));
        properties.setProperty("socketTimeout", String.valueOf(TIMEOUT_MILLIS));
    }

    Connection connect() throws SQLException {
        try {
            return new Driver().connect(url, properties);
        } catch (SQLException e) {
            checkTrust(e);
            throw e;
        }
    }

    /** A client to read a binlog; if the URL names several servers, that of the server behind this connection. */
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

    /** @throws BinlogUnavailableException if a connection failed for the server's certificate */
    static void checkTrust(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                throw new BinlogUnavailableException(
                        "The certificate of the database server is not trusted: name it, or its issuer, in the"
                                + " parameter serverSslCert of the JDBC URL",
                        failure);
            }
        }
    }
}
