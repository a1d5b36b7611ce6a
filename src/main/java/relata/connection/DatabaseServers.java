package relata.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.HaMode;

/**
 * The servers of a JDBC URL, each separately. Connections to them are outside the pool, and soon notice that a server
 * is frozen.
 */
public final class DatabaseServers {
    private final String url;
    private final Properties properties = new Properties();
    private final int timeoutMillis;

    /**
     * @param user used unless the URL names one, like the password
     * @param timeoutMillis how long a server may be silent
     */
    public DatabaseServers(String url, Optional<String> user, Optional<String> password, int timeoutMillis) {
        this.url = url;
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it));
        this.timeoutMillis = timeoutMillis;
    }

    /** @throws IllegalArgumentException as {@link #hosts} does */
    public static void check(String url) {
        new DatabaseServers(url, Optional.empty(), Optional.empty(), 0).hosts();
    }

    /**
     * The servers, in the order in which a new connection tries them.
     *
     * @throws IllegalArgumentException if it is not a MariaDB JDBC URL, or one whose connections would move between
     *     servers, losing session settings and transaction state
     */
    public List<HostAddress> hosts() {
        var configuration = parsed();
        if (configuration.haMode() != HaMode.NONE) {
            throw new IllegalArgumentException(
                    "The JDBC URL must begin with “jdbc:mariadb://” and a comma-separated list of servers: %s"
                            .formatted(url.replaceFirst("\\?.*", "")));
        }
        return configuration.addresses();
    }

    private Configuration parsed() {
        try {
            return Optional.ofNullable(Configuration.parse(url, properties))
                    .filter(it -> !it.addresses().isEmpty())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "This is not a JDBC URL for MariaDB: " + url.replaceFirst("\\?.*", "")));
        } catch (SQLException e) {
            throw new IllegalArgumentException("A JDBC URL cannot be parsed: " + e.getMessage(), e);
        }
    }

    /** How to connect to one of them. */
    public Configuration configuration(HostAddress host) throws SQLException {
        return parsed().toBuilder()
                .addresses(host)
                // overrides the URL
                .connectTimeout(timeoutMillis)
                .socketTimeout(timeoutMillis)
                .build();
    }

    public Connection connect(HostAddress host) throws SQLException {
        return Driver.connect(configuration(host));
    }
}
