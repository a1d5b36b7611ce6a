package relata.feed.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient.EventListener;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.MariadbGtidListEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import com.github.shyiko.mysql.binlog.event.XidEventData;

/**
 * Turns the events of a binlog into transactions. MariaDB's events come in groups, each from a GTID event to one that
 * ends it; a group is in the binlog once its transaction is committed. A group that may have changed records without
 * showing which is a gap, and never skipped.
 *
 * <p>On a cluster it first looks for the transaction before the position, and reports those that follow it.
 */
final class BinlogEvents implements EventListener {
    private final TableKeys keys;
    private final DdlClassifier ddl;
    private final BinlogListener listener;
    private final boolean isCluster;
    private Position position;
    /** What the node itself calls its transactions: on a cluster it differs from the position. */
    private Position local;
    /** The transaction before the position, until it is found. */
    private Gtid sought;

    private boolean missing;
    private Gtid gtid;
    private boolean standalone;
    private RowChanges rows;
    /** What went wrong between groups: the next group counts as the one it happened to. */
    private String pending;

    private boolean over;

    BinlogEvents(Position from, TableKeys keys, DdlClassifier ddl, BinlogListener listener) {
        this.position = from;
        this.sought = from.ofCluster();
        this.isCluster = sought != null;
        this.local = from.hint();
        this.keys = keys;
        this.rows = new RowChanges(keys);
        this.ddl = ddl;
        this.listener = listener;
    }

    /** Whether what is reported next follows the position. */
    boolean isLocated() {
        return sought == null;
    }

    /** Whether this binlog does not have the transaction before the position. */
    boolean isMissing() {
        return missing;
    }

    @Override
    public void onEvent(Event event) {
        try {
            accept(event);
        } catch (Throwable e) {
            // the library would log an exception and go on
            gap("an event that could not be read (%s)".formatted(e));
        }
    }

    private void accept(Event event) {
        if (over) {
            return;
        }
        EventType type = event.getHeader().getEventType();
        switch (type) {
            case MARIADB_GTID -> begin(event);
            case FORMAT_DESCRIPTION -> gtid = null; // the server started anew, without the end of that group
            case TABLE_MAP -> rows.announce(event.getData());
            case WRITE_ROWS, EXT_WRITE_ROWS -> rows.created(event.getData());
            case UPDATE_ROWS, EXT_UPDATE_ROWS -> rows.updated(event.getData());
            case DELETE_ROWS, EXT_DELETE_ROWS -> rows.deleted(event.getData());
            case XID -> committed(event);
            case QUERY -> statement(event.getData());
            case XA_PREPARE -> prepared(event.getData());
            case INCIDENT -> gap("lost events");
            case MARIADB_GTID_LIST -> newFile(event.getData());
            case ROTATE, STOP, HEARTBEAT, BINLOG_CHECKPOINT, ANNOTATE_ROWS, INTVAR, RAND, USER_VAR -> {}
            default -> unknown(type);
        }
    }

    private void begin(Event event) {
        if (gtid != null) {
            gap("a transaction without an end");
        }
        MariadbGtidEventData data = event.getData();
        gtid = new Gtid(data.getDomainId(), event.getHeader().getServerId(), data.getSequence());
        standalone = (data.getFlags() & MariadbGtidEventData.FL_STANDALONE) != 0;
        rows = new RowChanges(keys);
        if (pending != null) {
            gap(pending);
        }
    }

    private void statement(QueryEventData query) {
        String sql = query.getSql().strip();
        if (sql.equalsIgnoreCase("COMMIT")) {
            end();
        } else if (sql.equalsIgnoreCase("ROLLBACK")) {
            rows.clear();
            end();
        } else {
            ddl.gap(sql, query.getDatabase()).ifPresent(this::gap);
            if (standalone) {
                end();
            }
        }
    }

    private void prepared(XAPrepareEventData prepare) {
        if (!prepare.isOnePhase()) {
            // if it is committed, that is a statement of its own, and a gap
            rows.clear();
        }
        end();
    }

    private void committed(Event event) {
        if (!isCluster || gtid == null) {
            end();
            return;
        }
        XidEventData data = event.getData();
        var id = Gtid.ofCluster(data.getXid(), event.getHeader().getTimestamp() / 1_000);
        var after = local.after(id);
        if (sought != null) {
            seek(id, after);
        } else if (!position.has(id)) {
            report(id, after);
        } else if (!rows.changes().isEmpty()) {
            gap("a transaction that is not numbered by the cluster");
        }
        ended();
    }

    private void seek(Gtid id, Position after) {
        if (id.matches(sought)) {
            sought = null;
            position = after;
        } else if (id.sequence() >= sought.sequence()) {
            missing = true;
            over = true;
        }
    }

    /** The end of a group; on a cluster, of one without a number. */
    private void end() {
        if (gtid == null) {
            return;
        }
        if (!isCluster) {
            report(gtid, position.after(gtid));
        } else if (sought == null && !rows.changes().isEmpty()) {
            gap("a transaction that is not numbered by the cluster");
        }
        ended();
    }

    private void report(Gtid id, Position after) {
        listener.committed(new Transaction(position, id, after, rows.changes()));
        position = after;
    }

    private void ended() {
        local = local.after(gtid);
        gtid = null;
    }

    /** What was before a file, by itself: after a full state transfer it may not be what was in the file before. */
    private void newFile(MariadbGtidListEventData list) {
        if (isCluster && sought == null) {
            var before = Position.parse(list.getMariaGTIDSet().toString());
            boolean skips = before.last().values().stream()
                    .anyMatch(it -> local.last().containsKey(it.domain()) && !local.has(it));
            if (skips) {
                pending = "transactions that this node received without their events (%s, not %s)"
                        .formatted(before, local);
            }
        }
    }

    private void unknown(EventType type) {
        if (gtid != null) {
            gap("an event of an unknown type (%s): log_bin_compress must be OFF".formatted(type));
        }
    }

    /** Reports that records may have changed in a way that is not shown. Nothing is reported after it. */
    void gap(String what) {
        if (sought != null) {
            // before the position
            return;
        }
        if (gtid == null) {
            pending = what;
        } else if (!over) {
            over = true;
            listener.gap(what, position);
        }
    }
}
