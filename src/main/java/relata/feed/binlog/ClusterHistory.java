package relata.feed.binlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import relata.feed.binlog.event.Gtid;
import relata.feed.binlog.event.Position;

/**
 * The history of a Galera cluster. Each node has its own binlog, and its GTIDs may differ from those of other nodes,
 * for example after a lost quorum. But the Xid of a transaction is the cluster's sequence number of its write set, the
 * same on all nodes. So a position is the sequence number of the last transaction before it, and a node has a position
 * if its binlog contains that transaction. Statements such as DDL have no Xid.
 */
final class ClusterHistory implements History {
    private static final Pattern XID = Pattern.compile("xid=(\\d+)");
    /** The size of the event that ends a transaction: header, Xid, checksum. */
    private static final int XID_BYTES = 19 + 8 + 4;

    private static final int ACCESS_DENIED = 1227;
    private static final Logger LOG = Logger.getLogger(ClusterHistory.class);

    /** Whether the exact visible position could not be determined. */
    private final AtomicBoolean unclear = new AtomicBoolean();

    /** What the node reports about its cluster, once it has applied everything committed on any node. */
    private static final String STATUS =
            """
            set statement wsrep_sync_wait = 1 for select lower(variable_name), variable_value
                from information_schema.global_status
                where variable_name in
                    ('wsrep_cluster_state_uuid', 'wsrep_last_committed', 'wsrep_ready', 'wsrep_cluster_status')
            """;

    /** It is another history if the cluster is a different one, or is behind the known position. */
    @Override
    public String epoch(Connection connection, Position known) throws SQLException {
        var status = status(connection);
        String cluster = status.get("wsrep_cluster_state_uuid");
        var furthest = furthest(status);
        String epoch;
        Position noted;
        boolean goesOn;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select epoch, file, file_offset, position from change_feed")) {
            row.next();
            epoch = row.getString(1);
            goesOn = cluster.equals(row.getString(2))
                    && furthest.has(Gtid.ofCluster(row.getLong(3), 0))
                    && known.isWithin(furthest);
            noted = Position.parse(goesOn ? row.getString(4) : "").and(goesOn ? known : Position.parse(""));
        }
        String next = goesOn ? epoch : UUID.randomUUID().toString();
        if (!goesOn) {
            LOG.warnf(
                    "The cluster has a different history: it is at %s, but the last known position was %s",
                    status, known);
        }
        return Note.write(
                        connection,
                        epoch,
                        next,
                        noted,
                        cluster,
                        furthest.ofCluster().sequence())
                ? next
                : epoch(connection, known);
    }

    /** Just after a transaction of our own, since only a transaction with an Xid can be found again. */
    @Override
    public Position start(Connection connection) throws SQLException {
        for (int tries = 0; tries < 10; tries++) {
            touch(connection, "");
            var position = ofLastXid(connection);
            if (position != null) {
                touch(connection, position.toString());
                return position;
            }
        }
        throw new SQLException("The binlog of this node does not contain its own transactions");
    }

    /**
     * Updates the row in a transaction of its own. Unless empty, the position is stored: it comes before that
     * transaction.
     */
    private static void touch(Connection connection, String position) throws SQLException {
        try (var update = connection.prepareStatement(
                "update change_feed set position = if(? = '', position, ?), file_offset = file_offset + 1")) {
            update.setString(1, position);
            update.setString(2, position);
            update.executeUpdate();
        }
    }

    @Override
    public Position end(Connection connection) throws SQLException {
        return visible(connection);
    }

    @Override
    public Position committed(Connection connection) throws SQLException {
        var exact = ofLastXid(connection);
        return exact == null ? furthest(connection) : exact;
    }

    @Override
    public Position furthest(Connection connection) throws SQLException {
        return furthest(status(connection));
    }

    private static Position furthest(Map<String, String> status) {
        return Position.parse("").after(Gtid.ofCluster(Long.parseLong(status.get("wsrep_last_committed")), 0));
    }

    private static Map<String, String> status(Connection connection) throws SQLException {
        var status = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(STATUS)) {
            while (answer.next()) {
                status.put(answer.getString(1), answer.getString(2));
            }
        }
        if (!"ON".equals(status.get("wsrep_ready")) || !"Primary".equals(status.get("wsrep_cluster_status"))) {
            throw new SQLException("The node has lost its connection to the cluster: " + status);
        }
        return status;
    }

    /** After the last visible transaction, if that has an Xid. Otherwise an earlier position, stored in the row. */
    @Override
    public Position visible(Connection connection) throws SQLException {
        var exact = ofLastXid(connection);
        if (exact != null) {
            return exact;
        }
        unclear.set(true);
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select position from change_feed")) {
            row.next();
            var noted = Position.parse(row.getString(1));
            if (noted.ofCluster() == null) {
                throw new BinlogUnavailableException("The database node does not report its binlog position");
            }
            return noted;
        }
    }

    /** Makes the binlogs of all nodes end with a transaction that has an Xid. */
    @Override
    public void idle(Connection connection) throws SQLException {
        if (unclear.getAndSet(false)) {
            touch(connection, "");
        }
    }

    /** The position after the last visible event, or null if that is no Xid event. */
    private static Position ofLastXid(Connection connection) throws SQLException {
        var place = Place.visible(connection);
        String event = "show binlog events in '%s' from %d limit 1".formatted(place.file(), place.offset() - XID_BYTES);
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(event)) {
            var xid = answer.next() ? XID.matcher(answer.getString("Info")) : null;
            if (xid == null || !xid.find() || answer.getLong("End_log_pos") != place.offset()) {
                return null;
            }
            return before(place.gtids()).after(Gtid.ofCluster(Long.parseLong(xid.group(1)), 0));
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                throw new BinlogUnavailableException(
                        "On a cluster, the database user needs the privilege BINLOG MONITOR");
            }
            // no event begins there: the last is no Xid event. If the node is unreachable, the next statement fails
            return null;
        }
    }

    /** GTIDs just before a transaction, as a hint. */
    private static Position before(Position gtids) {
        Position before = gtids;
        for (Gtid gtid : gtids.last().values()) {
            before = before.after(new Gtid(gtid.domain(), gtid.server(), gtid.sequence() - 1));
        }
        return before;
    }
}
