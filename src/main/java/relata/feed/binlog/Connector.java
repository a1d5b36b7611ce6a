package relata.feed.binlog;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mariadb.jdbc.HostAddress;
import relata.connection.DatabaseServers;

/** Connects to each server of the JDBC URL separately. */
final class Connector {
    static final int TIMEOUT_MILLIS = 3_000;

    private final DatabaseServers servers;

    Connector(String url, Optional<String> user, Optional<String> password) {
        servers = new DatabaseServers(url, user, password, TIMEOUT_MILLIS);
    }

    List<HostAddress> hosts() {
        return servers.hosts();
    }

    Server connect(HostAddress host) throws SQLException {
        try {
            return new Server(host, servers.configuration(host), servers.connect(host));
        } catch (SQLException e) {
            checkTrust(e);
            throw e;
        }
    }

    /** @throws BinlogUnavailableException if a connection failed because of the server's certificate */
    static void checkTrust(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                throw new BinlogUnavailableException(
                        "The certificate of the database server is not trusted: set the parameter serverSslCert of the"
                                + " database URL to this certificate or to that of its issuer",
                        failure);
            }
        }
    }
}
