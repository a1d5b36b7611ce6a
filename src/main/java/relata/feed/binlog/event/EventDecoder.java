package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidListEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.XAPrepareEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.XidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Decodes events, but skips the rows of tables that are not ours, whatever they contain. */
public final class EventDecoder {
    private final Map<Long, TableMapEventData> tables = new HashMap<>();
    private final Predicate<TableMapEventData> ours;

    private EventDecoder(Predicate<TableMapEventData> ours) {
        this.ours = ours;
    }

    public static EventDeserializer deserializer(Predicate<TableMapEventData> ours) {
        var rows = new EventDecoder(ours);
        var all = new IdentityHashMap<EventType, EventDataDeserializer<? extends EventData>>();
        all.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
        all.put(EventType.ROTATE, new RotateEventDataDeserializer());
        all.put(EventType.QUERY, new QueryEventDataDeserializer());
        all.put(EventType.MARIADB_GTID, new MariadbGtidEventDataDeserializer());
        all.put(EventType.XID, new XidEventDataDeserializer());
        all.put(EventType.MARIADB_GTID_LIST, new MariadbGtidListEventDataDeserializer());
        all.put(EventType.XA_PREPARE, new XAPrepareEventDataDeserializer());
        all.put(EventType.TABLE_MAP, new TableMapEventDataDeserializer());
        all.put(EventType.WRITE_ROWS, rows.new Written());
        all.put(EventType.UPDATE_ROWS, rows.new Updated());
        all.put(EventType.DELETE_ROWS, rows.new Deleted());
        all.put(EventType.EXT_WRITE_ROWS, rows.new Written().setMayContainExtraInformation(true));
        all.put(EventType.EXT_UPDATE_ROWS, rows.new Updated().setMayContainExtraInformation(true));
        all.put(EventType.EXT_DELETE_ROWS, rows.new Deleted().setMayContainExtraInformation(true));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map<EventType, EventDataDeserializer> raw = (Map) all;
        return new EventDeserializer(
                new EventHeaderV4Deserializer(), new NullEventDataDeserializer(), raw, rows.tables);
    }

    /** Skips all rows of an event if its table is not ours. */
    private boolean skip(long table, ByteArrayInputStream input) throws IOException {
        var map = tables.get(table);
        boolean skip = map != null && !ours.test(map);
        if (skip) {
            input.skip(input.available());
        }
        return skip;
    }

    private final class Written extends WriteRowsEventDataDeserializer {
        Written() {
            super(tables);
        }

        @Override
        protected Serializable[] deserializeRow(long table, BitSet columns, ByteArrayInputStream input)
                throws IOException {
            return skip(table, input) ? null : super.deserializeRow(table, columns, input);
        }
    }

    private final class Updated extends UpdateRowsEventDataDeserializer {
        Updated() {
            super(tables);
        }

        @Override
        protected Serializable[] deserializeRow(long table, BitSet columns, ByteArrayInputStream input)
                throws IOException {
            return skip(table, input) ? null : super.deserializeRow(table, columns, input);
        }
    }

    private final class Deleted extends DeleteRowsEventDataDeserializer {
        Deleted() {
            super(tables);
        }

        @Override
        protected Serializable[] deserializeRow(long table, BitSet columns, ByteArrayInputStream input)
                throws IOException {
            return skip(table, input) ? null : super.deserializeRow(table, columns, input);
        }
    }
}
