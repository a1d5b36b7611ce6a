package relata.query.read;

import java.util.List;
import relata.api.message.JsonBuffer;
import relata.query.run.Run;

/** An object in a response: its fields, in the order of the document. */
public final class RecordShape {
    /** Writes the value of a field. */
    @FunctionalInterface
    public interface Value {
        /**
         * @param row the row that the object was read from
         * @return whether it could be written; false if a non-null value is missing
         */
        public boolean write(Run run, Object[] row);
    }

    private static final byte[] EMPTY = JsonBuffer.ascii("{}");

    private final byte[][] names;
    private final Value[] values;

    /** @param names the response keys, which are GraphQL names */
    public RecordShape(List<String> names, List<Value> values) {
        this.names = new byte[names.size()][];
        for (int i = 0; i < names.size(); i++) {
            this.names[i] = JsonBuffer.ascii((i == 0 ? "{\"" : ",\"") + names.get(i) + "\":");
        }
        this.values = values.toArray(Value[]::new);
    }

    /** Writes the object. If it cannot, writes nothing and returns false. */
    public boolean write(Run run, Object[] row) {
        var json = run.json();
        int start = json.length();
        for (int i = 0; i < values.length; i++) {
            json.raw(names[i]);
            run.count();
            if (!values[i].write(run, row)) {
                json.truncate(start);
                return false;
            }
        }
        json.raw(values.length == 0 ? EMPTY : END);
        return true;
    }

    private static final byte[] END = JsonBuffer.ascii("}");
}
