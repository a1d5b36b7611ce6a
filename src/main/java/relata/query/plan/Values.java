package relata.query.plan;

import graphql.language.SourceLocation;
import java.util.List;
import relata.api.limit.Sizes;
import relata.api.message.JsonBuffer;
import relata.query.read.ListRead;
import relata.query.read.RecordShape;
import relata.query.read.RecordShape.Value;
import relata.query.run.Part;
import relata.query.run.Run;
import relata.query.type.ColumnType;

/** The kinds of values in a response. */
public final class Values {
    private Values() {}

    static Value constant(String text) {
        byte[] json = JsonBuffer.ascii('"' + text + '"');
        return (run, row) -> {
            run.json().raw(json);
            return true;
        };
    }

    static Value column(int index, ColumnType type) {
        return (run, row) -> {
            Object value = row[index];
            if (value == null) {
                run.json().raw(JsonBuffer.NULL);
            } else {
                type.write(run.json(), value);
            }
            return true;
        };
    }

    static Value id(String type, int key) {
        byte[] prefix = JsonBuffer.ascii('"' + type + ':');
        return (run, row) -> {
            run.json().raw(prefix).number((Long) row[key]).raw('"');
            return true;
        };
    }

    /** Text composed of constants (byte[]) and columns (Integer). */
    static Value text(List<Object> parts) {
        return (run, row) -> {
            var json = run.json().raw('"');
            for (Object part : parts) {
                json.characters(part instanceof byte[] constant ? constant : (byte[]) row[(Integer) part]);
            }
            json.raw('"');
            return true;
        };
    }

    static Value count(String field, int index, Part part, SourceLocation location) {
        return (run, row) -> {
            if (run.hasFailed(part)) {
                run.error(field, run.failure(part), location);
                return false;
            }
            run.json().number((Long) row[index]);
            return true;
        };
    }

    /** The other record of a to-one relation. */
    static Value toOne(String field, RecordShape shape, boolean nonNull) {
        return (run, row) -> {
            run.enter(field);
            boolean written = shape.write(run, row);
            run.leave();
            return written || orNull(run, nonNull);
        };
    }

    /**
     * The same value if there is another record.
     *
     * @param key the column with its key, which is null if there is none
     */
    static Value optional(Value value, int key, boolean nonNull) {
        return (run, row) -> row[key] == null ? orNull(run, nonNull) : value.write(run, row);
    }

    /**
     * The rows of a list.
     *
     * @param parent the column with the key of the record that has the list
     */
    static Value list(
            String field, RecordShape shape, ListRead list, int parent, boolean nonNull, SourceLocation location) {
        return (run, row) -> {
            var failure = run.failure(list.part());
            if (failure == null) {
                var rows = run.rows(list.index(), (Long) row[parent]);
                failure = rows.size() > Sizes.MOST_OF_A_LIST ? list.tooLong() : null;
                if (failure == null) {
                    return elements(run, field, rows, shape) || orNull(run, nonNull);
                }
            }
            run.error(field, failure, location);
            return orNull(run, nonNull);
        };
    }

    /** Writes a list of non-null elements. If one cannot be written, writes nothing and returns false. */
    public static boolean elements(Run run, String field, List<Object[]> rows, RecordShape shape) {
        var json = run.json();
        int start = json.length();
        run.enter(field);
        json.raw('[');
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            run.enter(i);
            boolean written = shape.write(run, rows.get(i));
            run.leave();
            if (!written) {
                json.truncate(start);
                run.leave();
                return false;
            }
        }
        json.raw(']');
        run.leave();
        return true;
    }

    private static boolean orNull(Run run, boolean nonNull) {
        if (!nonNull) {
            run.json().raw(JsonBuffer.NULL);
        }
        return !nonNull;
    }
}
