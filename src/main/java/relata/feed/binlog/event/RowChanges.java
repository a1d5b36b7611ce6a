package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.query.mapping.GlobalId;

/** The changes of records in the row events of one transaction, in order. */
public final class RowChanges {
    private final TableKeys keys;
    private final Map<Long, TableKeys.Key> tables = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();

    RowChanges(TableKeys keys) {
        this.keys = keys;
    }

    /** Learns the number by which row events will refer to a table. */
    void announce(TableMapEventData table) {
        tables.put(table.getTableId(), keys.of(table));
    }

    void created(WriteRowsEventData rows) {
        var key = key(rows.getTableId());
        if (key != null) {
            rows.getRows().forEach(row -> add(Change.Kind.CREATED, key.of(row, rows.getIncludedColumns())));
        }
    }

    void deleted(DeleteRowsEventData rows) {
        var key = key(rows.getTableId());
        if (key != null) {
            rows.getRows().forEach(row -> add(Change.Kind.DELETED, key.of(row, rows.getIncludedColumns())));
        }
    }

    void updated(UpdateRowsEventData rows) {
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
        // a session may log only the columns that changed
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

    void clear() {
        changes.clear();
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }
}
