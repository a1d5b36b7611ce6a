package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.BinaryLogClient.EventListener;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.MariadbGtidListEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;

/**
 * Turns binlog events into transactions. MariaDB writes events in groups, each from a GTID event to the event that ends
 * it; a group is in the binlog once its transaction has committed. A group that may have changed records without
 * showing which ones is a gap, and is never skipped.
 */
public final class BinlogEvents implements EventListener {
    private final TableKeys keys;
    private final DdlClassifier ddl;
    private final BinlogListener listener;
    private final Track track;
    private Gtid gtid;
    private boolean standalone;
    private RowChanges rows;
    /** What went wrong between groups; it is reported for the next group. */
    private String pending;

    private boolean over;

    public BinlogEvents(Position from, TableKeys keys, DdlClassifier ddl, BinlogListener listener) {
        this.track = Track.from(from);
        this.keys = keys;
        this.rows = new RowChanges(keys);
        this.ddl = ddl;
        this.listener = listener;
    }

    /** See {@link Track#isLocated}. */
    public boolean isLocated() {
        return track.isLocated();
    }

    /** See {@link Track#isMissing}. */
    public boolean isMissing() {
        return track.isMissing();
    }

    @Override
    public void onEvent(Event event) {
        try {
            accept(event);
        } catch (Throwable e) {
            // the library would log an exception and continue
            gap("an event that could not be read (%s)".formatted(e));
        }
    }

    private void accept(Event event) {
        if (over || track.isMissing()) {
            return;
        }
        EventType type = event.getHeader().getEventType();
        switch (type) {
            case MARIADB_GTID -> begin(event);
            case FORMAT_DESCRIPTION -> gtid = null; // the server restarted before the group ended
            case TABLE_MAP -> rows.announce(event.getData());
            case WRITE_ROWS, EXT_WRITE_ROWS -> rows.created(event.getData());
            case UPDATE_ROWS, EXT_UPDATE_ROWS -> rows.updated(event.getData());
            case DELETE_ROWS, EXT_DELETE_ROWS -> rows.deleted(event.getData());
            case XID -> end(event);
            case QUERY -> statement(event);
            case XA_PREPARE -> prepared(event);
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

    private void statement(Event event) {
        QueryEventData query = event.getData();
        String sql = query.getSql().strip();
        if (sql.equalsIgnoreCase("COMMIT")) {
            end(event);
        } else if (sql.equalsIgnoreCase("ROLLBACK")) {
            rows.clear();
            end(event);
        } else {
            ddl.gap(sql, query.getDatabase()).ifPresent(this::gap);
            if (standalone) {
                end(event);
            }
        }
    }

    private void prepared(Event event) {
        XAPrepareEventData prepare = event.getData();
        if (!prepare.isOnePhase()) {
            // a later commit is a separate statement, and a gap
            rows.clear();
        }
        end(event);
    }

    private void end(Event event) {
        if (gtid == null) {
            return;
        }
        try {
            track.ended(gtid, event, rows.changes()).ifPresent(this::report);
        } catch (GapException e) {
            gap(e.getMessage());
        }
        gtid = null;
    }

    private void report(Transaction transaction) {
        listener.committed(transaction);
        track.moveTo(transaction.after());
    }

    private void newFile(MariadbGtidListEventData list) {
        try {
            track.newFile(Position.parse(list.getMariaGTIDSet().toString()));
        } catch (GapException e) {
            pending = e.getMessage();
        }
    }

    private void unknown(EventType type) {
        if (gtid != null) {
            gap("an event of an unknown type (%s): log_bin_compress must be OFF".formatted(type));
        }
    }

    /** Reports that records may have changed in a way that is not shown. Nothing is reported afterwards. */
    public void gap(String what) {
        if (!track.isLocated()) {
            // before the position
            return;
        }
        if (gtid == null) {
            pending = what;
        } else if (!over) {
            over = true;
            listener.gap(what, track.position());
        }
    }
}
