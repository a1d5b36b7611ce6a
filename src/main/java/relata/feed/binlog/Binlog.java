package relata.feed.binlog;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.mariadb.jdbc.HostAddress;
import relata.feed.binlog.event.BinlogListener;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.TableKeys;
import relata.query.mapping.Tables;

/** The binlog of the database: that of its one server, or those of a cluster's nodes, which have the same history. */
@Singleton
public class Binlog {
    private final Connector connector;
    private final Tables tables;
    private final History ofServer = new ServerHistory();
    private final History ofCluster = new ClusterHistory();
    private volatile History history = ofServer;

    public Binlog(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            Tables tables) {
        this.connector = new Connector(url, user, password);
        this.tables = tables;
    }

    /** Says where to read from, and for which listener, once a suitable server is connected. */
    @FunctionalInterface
    public interface Start {
        BinlogReader read(Source source) throws SQLException;
    }

    /** What a server reports about its binlog. The caller closes the reader. */
    public final class Source {
        private final Server server;

        private Source(Server server) {
            this.server = server;
        }

        /** See {@link History#epoch}. */
        public String epoch(Position known) throws SQLException {
            return history.epoch(server.connection(), known);
        }

        /** Where a feed that has not read anything begins. */
        public Position start() throws SQLException {
            return history.start(server.connection());
        }

        public BinlogReader reader(Position from, BinlogListener listener) throws SQLException {
            var keys = new TableKeys(server.connection().getCatalog(), tables);
            return new BinlogReader(server, history, from, keys, listener);
        }
    }

    /**
     * Reads until the reader is closed. If one server of the JDBC URL fails or lacks the position, the next one is
     * tried.
     *
     * @throws PositionRefusedException if all servers can be reached, but none has the position
     * @throws BinlogUnavailableException if the server is not configured for it
     */
    public void read(Start start) throws SQLException, IOException {
        Exception failure = null;
        for (HostAddress host : connector.hosts()) {
            try (var server = connector.connect(host)) {
                read(server, start);
                return;
            } catch (SQLException | IOException e) {
                failure = failure == null || failure instanceof PositionRefusedException ? e : failure;
            }
        }
        if (failure instanceof SQLException e) {
            throw e;
        }
        throw (IOException) failure;
    }

    private void read(Server server, Start start) throws SQLException, IOException {
        boolean isNode = server.check();
        history = isNode ? ofCluster : ofServer;
        var reader = start.read(new Source(server));
        if (!isNode) {
            // a node's connection stays open, to poll whether it is still part of its cluster
            server.close();
        }
        reader.run();
    }

    /** The end of the binlog. */
    public Position end(Connection connection) throws SQLException {
        return history.end(connection);
    }

    /** See {@link History#committed}. */
    public Position committed(Connection connection) throws SQLException {
        return history.committed(connection);
    }

    /** Whether its positions are those of a cluster, where reads wait for what other nodes have committed. */
    public boolean isOfCluster() {
        return history == ofCluster;
    }

    /** How far the database has come: a cursor beyond it belongs to another history. */
    public Position furthest(Connection connection) throws SQLException {
        return history.furthest(connection);
    }

    /** See {@link History#visible}. */
    public Position visible(Connection connection) throws SQLException {
        return history.visible(connection);
    }
}
