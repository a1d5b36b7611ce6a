package relata.feed;

import com.github.shyiko.mysql.binlog.BinaryLogClient.EventListener;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.query.GlobalId;

/**
 * Makes transactions of the events of a binlog. MariaDB's events come in groups, each from a GTID event to one that
 * ends it; a group is in the binlog once its transaction is committed. What may have changed records and cannot be told
 * as changes is a hazard of its group, and is never passed over.
 */
final class BinlogEvents implements EventListener {
    private final TableKeys keys;
    private final Statements statements;
    private final BinlogListener listener;
    private final Map<Long, TableKeys.Key> tables = new HashMap<>();
    private Position position;
    private Gtid gtid;
    private boolean standalone;
    private List<Change> changes = new ArrayList<>();
    /** What went wrong between groups: the next group is taken to be the one it happened to. */
    private String pending;

    private boolean over;

    BinlogEvents(Position from, TableKeys keys, Statements statements, BinlogListener listener) {
        this.position = from;
        this.keys = keys;
        this.statements = statements;
        this.listener = listener;
    }

    @Override
    public void onEvent(Event event) {
        try {
            accept(event);
        } catch (RuntimeException e) {
            // the library would log it and go on
            hazard("an event that could not be told (%s)".formatted(e));
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
            case TABLE_MAP -> {
                TableMapEventData map = event.getData();
                tables.put(map.getTableId(), keys.of(map));
            }
            case WRITE_ROWS, EXT_WRITE_ROWS -> created(event.getData());
            case UPDATE_ROWS, EXT_UPDATE_ROWS -> updated(event.getData());
            case DELETE_ROWS, EXT_DELETE_ROWS -> deleted(event.getData());
            case XID -> end();
            case QUERY -> statement(event.getData());
            case XA_PREPARE -> prepared(event.getData());
            case INCIDENT -> hazard("lost events");
            case ROTATE,
                    STOP,
                    HEARTBEAT,
                    MARIADB_GTID_LIST,
                    BINLOG_CHECKPOINT,
                    ANNOTATE_ROWS,
                    INTVAR,
                    RAND,
                    USER_VAR -> {}
            default -> unknown(type);
        }
    }

    private void begin(Event event) {
        if (gtid != null) {
            hazard("a transaction without an end");
        }
        MariadbGtidEventData data = event.getData();
        gtid = new Gtid(data.getDomainId(), event.getHeader().getServerId(), data.getSequence());
        standalone = (data.getFlags() & MariadbGtidEventData.FL_STANDALONE) != 0;
        changes = new ArrayList<>();
        tables.clear();
        if (pending != null) {
            hazard(pending);
        }
    }

    private void created(WriteRowsEventData rows) {
        var key = key(rows.getTableId());
        if (key != null) {
            rows.getRows().forEach(row -> add(Change.Kind.CREATED, key.of(row, rows.getIncludedColumns())));
        }
    }

    private void deleted(DeleteRowsEventData rows) {
        var key = key(rows.getTableId());
        if (key != null) {
            rows.getRows().forEach(row -> add(Change.Kind.DELETED, key.of(row, rows.getIncludedColumns())));
        }
    }

    private void updated(UpdateRowsEventData rows) {
        var key = key(rows.getTableId());
        if (key != null) {
            rows.getRows()
                    .forEach(
                            row -> updated(key, row, rows.getIncludedColumnsBeforeUpdate(), rows.getIncludedColumns()));
        }
    }

    private void updated(
            TableKeys.Key key, Map.Entry<Serializable[], Serializable[]> row, BitSet before, BitSet after) {
        GlobalId old = key.of(row.getKey(), before);
        // a session may log of the row as it is now only what is new
        GlobalId now = key.isIn(after) ? key.of(row.getValue(), after) : old;
        if (old.equals(now)) {
            add(Change.Kind.UPDATED, now);
        } else {
            add(Change.Kind.DELETED, old);
            add(Change.Kind.CREATED, now);
        }
    }

    private TableKeys.Key key(long table) {
        if (!tables.containsKey(table)) {
            throw new IllegalStateException("rows of a table that was not announced");
        }
        return tables.get(table);
    }

    private void add(Change.Kind kind, GlobalId id) {
        changes.add(new Change(kind, id));
    }

    private void statement(QueryEventData query) {
        String sql = query.getSql().strip();
        if (sql.equalsIgnoreCase("COMMIT")) {
            end();
        } else if (sql.equalsIgnoreCase("ROLLBACK")) {
            changes.clear();
            end();
        } else {
            statements.hazard(sql, query.getDatabase()).ifPresent(this::hazard);
            if (standalone) {
                end();
            }
        }
    }

    private void prepared(XAPrepareEventData prepare) {
        if (!prepare.isOnePhase()) {
            // whether it will be committed is told by a statement of its own, which is a hazard then
            changes.clear();
        }
        end();
    }

    private void end() {
        if (gtid == null) {
            return;
        }
        var transaction = new Transaction(position, gtid, List.copyOf(changes));
        listener.committed(transaction);
        position = transaction.after();
        gtid = null;
    }

    private void unknown(EventType type) {
        if (gtid != null) {
            hazard("an event of a type that is not known here (%s): log_bin_compress must be OFF".formatted(type));
        }
    }

    /** Says that something may have changed records that cannot be told. Nothing is told after it. */
    void hazard(String what) {
        if (gtid == null) {
            pending = what;
        } else if (!over) {
            over = true;
            listener.lost(what, position.after(gtid));
        }
    }
}
