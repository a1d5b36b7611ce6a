package relata.replica;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import relata.connection.DatabaseNode;
import relata.connection.DatabaseServers;
import relata.connection.NodePulse;
import relata.feed.binlog.event.Position;

/** A read replica. It is polled for how far it has come. */
final class Replica implements DatabaseNode, AutoCloseable {
    private final AgroalDataSource pool;
    private final PrimaryTimeline primary;
    private final NodePulse pulse;
    private volatile State state = State.AWAY;

    /**
     * How far it has come.
     *
     * @param epoch the history that it has
     */
    private record State(String epoch, Position position, Duration behind) {
        static final State AWAY = new State("", Position.parse(""), PrimaryTimeline.UNKNOWN);
    }

    /** @throws IllegalArgumentException if the URL does not name exactly one server */
    Replica(AgroalDataSource pool, DatabaseServers servers, PrimaryTimeline primary) {
        this.pool = pool;
        this.primary = primary;
        var hosts = servers.hosts();
        if (hosts.size() > 1) {
            throw new IllegalArgumentException("relata.database.replicas: each URL must name exactly one server");
        }
        pulse = new NodePulse(servers, hosts.get(0), this::ask, () -> true, this::lost);
    }

    void start(int periodMillis) {
        pulse.start(periodMillis);
    }

    /** Host and port. */
    String name() {
        return pulse.name();
    }

    @Override
    public AgroalDataSource pool() {
        return pool;
    }

    /** Does nothing: an outage shows only when a statement fails. */
    @Override
    public void check() {}

    /** Whether it has that history, is no further behind than allowed, and has reached the required position. */
    boolean canAnswer(String epoch, Duration longest, Predicate<Position> seen) {
        var now = state;
        return now.epoch.equals(epoch) && now.behind.compareTo(longest) <= 0 && seen.test(now.position);
    }

    /** How far it is behind the primary. */
    Duration behind() {
        return state.behind;
    }

    private void ask(Connection connection) throws SQLException {
        long asked = System.nanoTime();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select epoch, @@gtid_slave_pos from change_feed")) {
            if (!row.next()) {
                throw new SQLException("The replica has no change feed");
            }
            var position = Position.parse(row.getString(2));
            state = new State(row.getString(1), position, primary.behind(position, asked));
        }
    }

    /** It is not used again until a poll has shown how far it has come. */
    @Override
    public void lost() {
        state = State.AWAY;
        pool.flush(FlushMode.GRACEFUL);
    }

    @Override
    public void close() {
        pulse.close();
        pool.close();
    }
}
