package relata.change;

import java.util.List;

/** A list of keys, which takes one parameter of a statement, whatever its length. */
record Keys(List<Long> list) {
    private static final String TABLE = "json_table(?, '$[*]' columns (k bigint path '$')) keys_";

    /** The rows of a table that have one of the keys in a column: the keys are looked up there one by one. */
    String join(String table, String column) {
        return isOne() ? "%s where %s = ?".formatted(table, column) : joinList(table, column);
    }

    /** The same, to be followed by a condition. */
    static String joinList(String table, String column) {
        return "%s straight_join %s on %s = keys_.k".formatted(TABLE, table, column);
    }

    Object parameter() {
        return isOne() ? (Object) list.get(0) : json();
    }

    String json() {
        return list.toString();
    }

    boolean isOne() {
        return list.size() == 1;
    }
}
