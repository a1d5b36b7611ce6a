package relata.replica;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.Configuration;
import relata.feed.binlog.Position;
import relata.transaction.DatabaseNode;
import relata.transaction.DatabaseSockets;

/** A read replica. It is asked again and again how far it is, on a connection that is kept for that. */
final class Replica implements DatabaseNode, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final int PATIENCE_MILLIS = 2_000;

    private final AgroalDataSource pool;
    private final Configuration configuration;
    private final String name;
    private volatile State state = State.AWAY;
    private Connection connection;

    /**
     * How far it is.
     *
     * @param epoch the history that it has
     * @param position null while it is away
     */
    private record State(String epoch, Position position, Duration behind) {
        static final State AWAY = new State("", null, PrimaryTimeline.UNKNOWN);
    }

    Replica(AgroalDataSource pool, Configuration configuration) {
        this.pool = pool;
        this.configuration = configuration;
        var host = configuration.addresses().get(0);
        this.name = host.host + ":" + host.port;
    }

    /** Host and port. */
    String name() {
        return name;
    }

    @Override
    public AgroalDataSource pool() {
        return pool;
    }

    /** A statement tells. */
    @Override
    public void check() {}

    /** Null while it is away. */
    Position position() {
        return state.position;
    }

    boolean hasHistory(String epoch) {
        return state.epoch.equals(epoch);
    }

    /** How far it is behind the primary. */
    Duration behind() {
        return state.behind;
    }

    /** Asks how far it is. */
    void ask(PrimaryTimeline primary) {
        try {
            if (connection == null) {
                connection = pool.getConnection();
                connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            }
            long asked = System.nanoTime();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select epoch, @@gtid_slave_pos from change_feed")) {
                if (!row.next()) {
                    throw new SQLException("It has no change feed");
                }
                var position = Position.parse(row.getString(2));
                come(new State(row.getString(1), position, primary.behind(position, asked)));
            }
        } catch (SQLException | RuntimeException e) {
            lost(e.getMessage());
            giveBack();
        }
    }

    private void giveBack() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A lost connection can't be given back", e);
        } finally {
            connection = null;
        }
    }

    private void come(State now) {
        if (state.position == null) {
            LOG.infof("The replica %s is there", name);
        }
        state = now;
    }

    /** Takes it for away until it answers again; who waits for an answer of it is freed. */
    synchronized void lost(String why) {
        if (state.position != null) {
            LOG.warnf("The replica %s is away: %s", name, why);
        }
        state = State.AWAY;
        DatabaseSockets.closeAll(configuration.addresses());
        pool.flush(FlushMode.GRACEFUL);
    }

    @Override
    public void close() {
        pool.close();
    }
}
