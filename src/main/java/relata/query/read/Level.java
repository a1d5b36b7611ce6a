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
 * What one statement reads of some records and their to-one relations, and the lists that are read for them afterwards.
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

    /** The column of an expression, added if it is new. */
    public int add(String expression, ColumnType type) {
        return columns.computeIfAbsent(expression, unused -> {
            expressions.add(expression);
            types.add(type);
            return expressions.size() - 1;
        });
    }

    /** The list of that name, which several fields may select with the same arguments. */
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

    /** Call it once everything is added and the statement that reads it is written. */
    public void finish() {
        lists.values().forEach(ListRead::finish);
    }

    /** Adds a column with the number of rows in a list. */
    public int addCount(String expression) {
        counts = true;
        return add(expression, ColumnTypes.LONG);
    }

    /** Adds a column with the number of them that satisfy a filter, which has values of arguments. */
    public int addFallible(String count) {
        fallible = true;
        return addCount(count);
    }

    public boolean hasCounts() {
        return counts;
    }

    /** Whether a part of it can fail by itself. */
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

    /** The same with aliases: `c0`, `c1`, … */
    String selectNamed() {
        return IntStream.range(0, width())
                .mapToObj(i -> expressions.get(i) + " c" + i)
                .collect(Collectors.joining(", "));
    }

    /** The columns with those aliases in a table. */
    public String select(String table) {
        return IntStream.range(0, width()).mapToObj(i -> table + ".c" + i).collect(Collectors.joining(", "));
    }

    /** Reads a row. */
    public Object[] read(ResultSet row) throws SQLException {
        return read(row, 0);
    }

    /** Reads a row that starts after that many other columns. */
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
