package relata.feed.binlog;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.HaMode;

/** Connects to the servers of the JDBC URL, each by itself. */
final class Connector {
    static final int TIMEOUT_MILLIS = 3_000;

    private final String url;
    private final Properties properties = new Properties();

    Connector(String url, Optional<String> user, Optional<String> password) {
        this.url = url;
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it));
        properties.setProperty("connectTimeout", String.valueOf(TIMEOUT_MILLIS));
        properties.setProperty("socketTimeout", String.valueOf(TIMEOUT_MILLIS));
    }

    List<HostAddress> hosts() throws SQLException {
        return Configuration.parse(url, properties).addresses();
    }

    Server connect(HostAddress host) throws SQLException {
        var configuration = Configuration.parse(url, properties).toBuilder()
                .haMode(HaMode.NONE)
                .addresses(host)
                .build();
        try {
            return new Server(host, configuration, Driver.connect(configuration));
        } catch (SQLException e) {
            checkTrust(e);
            throw e;
        }
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
