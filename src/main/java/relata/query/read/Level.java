package relata.query.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import relata.query.sql.Scope;
import relata.query.type.ColumnType;
import relata.query.type.ColumnTypes;

/**
 * What one statement reads of some records and their to-one relations, and the lists that are read for them after that.
 */
public final class Level {
    private final Scope scope;
    private final List<String> expressions = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, ListRead> lists = new LinkedHashMap<>();
    private boolean counts;
    private boolean fallible;

    /** Its first column is the key. */
    public Level(Scope scope) {
        this.scope = scope;
        add(scope.key(), ColumnTypes.LONG);
    }

    public static final int KEY = 0;

    public Scope scope() {
        return scope;
    }

    /** The column that has the value of an expression. */
    public int add(String expression, ColumnType type) {
        return columns.computeIfAbsent(expression, unused -> {
            expressions.add(expression);
            types.add(type);
            return expressions.size() - 1;
        });
    }

    /** The list of that name, which several fields may have selected with the same arguments. */
    public ListRead list(String name, Supplier<ListRead> list) {
        var known = lists.get(name);
        if (known == null) {
            known = list.get();
            lists.put(name, known);
        }
        return known;
    }

    public List<ListRead> lists() {
        return List.copyOf(lists.values());
    }

    /** To be called when all is added, and the statement that reads it is written. */
    public void finish() {
        lists.values().forEach(ListRead::finish);
    }

    /** The same, for how many rows a list has. */
    public int addCount(String expression) {
        counts = true;
        return add(expression, ColumnTypes.LONG);
    }

    /** The same, for how many of them satisfy a filter, which has values of arguments. */
    public int addFallible(String count) {
        fallible = true;
        return addCount(count);
    }

    public boolean hasCounts() {
        return counts;
    }

    /** Whether something in it can fail by itself. */
    public boolean isFallible() {
        return fallible;
    }

    /** The expressions of a scope in memory. */
    public List<String[]> paths() {
        return expressions.stream().map(path -> path.split("[.]")).toList();
    }

    public ColumnType type(int column) {
        return types.get(column);
    }

    int width() {
        return expressions.size();
    }

    String expression(int column) {
        return expressions.get(column);
    }

    public String select() {
        return String.join(", ", expressions);
    }

    /** The same with names: `c0`, `c1`, … */
    String selectNamed() {
        return IntStream.range(0, width())
                .mapToObj(i -> expressions.get(i) + " c" + i)
                .collect(Collectors.joining(", "));
    }

    /** Those names in a table. */
    public String select(String table) {
        return IntStream.range(0, width()).mapToObj(i -> table + ".c" + i).collect(Collectors.joining(", "));
    }

    /** Reads a row. */
    public Object[] read(ResultSet row) throws SQLException {
        return read(row, 0);
    }

    /** Reads a row that begins behind so many columns of others. */
    public Object[] read(ResultSet row, int behind) throws SQLException {
        var values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = types.get(i).read(row, behind + i + 1);
        }
        return values;
    }

    public List<Object[]> readAll(ResultSet rows) throws SQLException {
        var all = new ArrayList<Object[]>();
        while (rows.next()) {
            all.add(read(rows));
        }
        return all;
    }
}
