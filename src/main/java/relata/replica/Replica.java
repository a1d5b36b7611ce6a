package relata.replica;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.mariadb.jdbc.HostAddress;
import relata.feed.binlog.Position;
import relata.transaction.DatabaseNode;
import relata.transaction.DatabaseServers;
import relata.transaction.NodePulse;

/** A read replica. It is asked again and again how far it is. */
final class Replica implements DatabaseNode, AutoCloseable {
    private final AgroalDataSource pool;
    private final PrimaryTimeline primary;
    private final NodePulse pulse;
    private volatile State state = State.AWAY;

    /**
     * How far it is.
     *
     * @param epoch the history that it has
     */
    private record State(String epoch, Position position, Duration behind) {
        static final State AWAY = new State("", Position.parse(""), PrimaryTimeline.UNKNOWN);
    }

    Replica(AgroalDataSource pool, DatabaseServers servers, HostAddress host, PrimaryTimeline primary) {
        this.pool = pool;
        this.primary = primary;
        pulse = new NodePulse(servers, host, this::ask, this::missed);
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

    /** A statement tells. */
    @Override
    public void check() {}

    Position position() {
        return state.position;
    }

    /** Whether it has that history, and is so little behind. */
    boolean follows(String epoch, Duration longest) {
        var now = state;
        return now.epoch.equals(epoch) && now.behind.compareTo(longest) <= 0;
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
                throw new SQLException("It has no change feed");
            }
            var position = Position.parse(row.getString(2));
            state = new State(row.getString(1), position, primary.behind(position, asked));
        }
    }

    /** Takes it for away until it answers again. */
    void lost() {
        pulse.miss("its connection broke");
    }

    private void missed() {
        state = State.AWAY;
        pool.flush(FlushMode.GRACEFUL);
    }

    @Override
    public void close() {
        pulse.close();
        pool.close();
    }
}
