package relata.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<HostAddress, Configuration> configurations = new LinkedHashMap<>();

    /**
     * @param user used unless the URL names one, like the password
     * @param timeoutMillis how long a server may be silent
     * @throws IllegalArgumentException if it is not a MariaDB JDBC URL, or one whose connections would move between
     *     servers, losing session settings and transaction state
     */
    public DatabaseServers(String url, Optional<String> user, Optional<String> password, int timeoutMillis) {
        var properties = new Properties();
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it));
        try {
            var all = parsed(url, properties);
            for (var host : all.addresses()) {
                // the timeouts override the URL
                configurations.put(
                        host,
                        all.toBuilder()
                                .addresses(host)
                                .connectTimeout(timeoutMillis)
                                .socketTimeout(timeoutMillis)
                                .build());
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("A JDBC URL cannot be parsed: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException as the constructor does */
    public static void check(String url) {
        new DatabaseServers(url, Optional.empty(), Optional.empty(), 0);
    }

    private static Configuration parsed(String url, Properties properties) throws SQLException {
        String shown = url.replaceFirst("\\?.*", "");
        var parsed = Configuration.parse(url, properties);
        if (parsed == null || parsed.addresses().isEmpty()) {
            throw new IllegalArgumentException("This is not a JDBC URL for MariaDB: " + shown);
        }
        if (parsed.haMode() != HaMode.NONE) {
            throw new IllegalArgumentException(
                    "The JDBC URL must begin with “jdbc:mariadb://” and a comma-separated list of servers: " + shown);
        }
        return parsed;
    }

    /** The servers, in the order in which a new connection tries them. */
    public List<HostAddress> hosts() {
        return List.copyOf(configurations.keySet());
    }

    /** How to connect to one of them. */
    public Configuration configuration(HostAddress host) {
        return configurations.get(host);
    }

    public Connection connect(HostAddress host) throws SQLException {
        return Driver.connect(configuration(host));
    }
}
