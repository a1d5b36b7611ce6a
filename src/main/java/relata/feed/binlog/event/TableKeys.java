package relata.feed.binlog.event;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import java.io.Serializable;
import java.util.BitSet;
import relata.query.mapping.GlobalId;
import relata.query.mapping.Tables;

/** Finds the keys of records in binlog rows. */
public record TableKeys(String database, Tables tables) {
    /** The column of a table that holds the keys of a type's records. */
    record Key(String type, int column) {
        boolean isIn(BitSet columns) {
            return columns.get(column);
        }

        /** The id of the record in a row that may lack some of the table's columns. */
        GlobalId of(Serializable[] row, BitSet columns) {
            if (!isIn(columns)) {
                throw new IllegalStateException("a row without its key: binlog_row_image must be FULL");
            }
            int index = columns.get(0, column).cardinality();
            return new GlobalId(type, ((Number) row[index]).longValue());
        }
    }

    /** Whether the table's rows are records. */
    public boolean isOurs(TableMapEventData table) {
        return table.getDatabase().equalsIgnoreCase(database)
                && tables.entity(table.getTable()).isPresent();
    }

    /** Where the key is in the rows that follow, or null if they are not records. */
    Key of(TableMapEventData table) {
        if (!isOurs(table)) {
            return null;
        }
        var metadata = table.getEventMetadata();
        if (metadata == null
                || metadata.getSimplePrimaryKeys() == null
                || metadata.getSimplePrimaryKeys().size() != 1) {
            throw new IllegalStateException("a table without its key: binlog_row_metadata must be FULL");
        }
        return new Key(
                tables.entity(table.getTable()).orElseThrow().getName(),
                metadata.getSimplePrimaryKeys().get(0));
    }
}
