package relata.feed.binlog;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.mariadb.jdbc.Configuration;
import relata.feed.binlog.event.Position;

/** Reads a binlog over TLS that is stricter than that of the connection with which it begins. */
public final class StrictClient {
    private StrictClient() {}

    public static void connect(String strict, String lax, String user, String password)
            throws SQLException, IOException {
        var connector = new Connector(lax, Optional.of(user), Optional.of(password));
        var host = connector.hosts().get(0);
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try (var server = connector.connect(host)) {
            new Server(host, Configuration.parse(strict, properties), server.connection())
                    .client(Position.parse(""))
                    .connect();
        }
    }
}
