package relata.query.read;

import jakarta.persistence.metamodel.Attribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import relata.api.ApiException;
import relata.api.limit.Sizes;
import relata.query.mapping.Attributes;
import relata.query.run.Part;
import relata.query.run.PartFailedException;
import relata.query.run.Run;
import relata.query.sql.KeyedSql;
import relata.query.sql.Scope;
import relata.query.sql.Statement;
import relata.query.type.ColumnTypes;

/** Reads a to-many relation of many records at once. */
public final class ListRead {
    private final String field;
    private final int index;
    private final Part part;
    private final int parentColumn;
    private final boolean shared;
    private final ListArguments arguments;
    private final List<Function<Level, RecordShape>> fields = new ArrayList<>();
    private Attribute<?, ?> relation;
    private Level level;
    private int ownParentColumn;
    private KeyedSql whole;
    private KeyedSql cut;

    /**
     * @param parentColumn the column with the parent's key, in the rows of the level above
     * @param shared whether several of those rows may have the same parent
     */
    public ListRead(String field, int index, Part part, int parentColumn, boolean shared, ListArguments arguments) {
        this.field = field;
        this.index = index;
        this.part = part;
        this.parentColumn = parentColumn;
        this.shared = shared;
        this.arguments = arguments;
    }

    public int index() {
        return index;
    }

    public Part part() {
        return part;
    }

    int parentColumn() {
        return parentColumn;
    }

    public Level level() {
        return level;
    }

    public ListRead begin(Level of, Attribute<?, ?> attribute) {
        level = of;
        relation = attribute;
        return this;
    }

    /** Adds a field that selects the list, as a function that adds its columns to a level. */
    public void addField(Function<Level, RecordShape> field) {
        fields.add(field);
    }

    /**
     * A copy of its level, for rows that are joined to their parents in one statement.
     *
     * @param parent the expression for the parent's key there
     */
    Level join(Statement parents, String parent) {
        var joined = new Level(Scope.list(parents, level.scope().entity(), Attributes.mappedBy(relation), parent));
        fields.forEach(field -> field.apply(joined));
        return joined;
    }

    /** Whether its rows can be joined to their parents. Call it before {@link #finish}. */
    boolean isJoinable() {
        return arguments.isPlain()
                && part.broken() == null
                && !shared
                && !Attributes.isManyToMany(relation)
                && level.lists().isEmpty()
                && !level.isFallible();
    }

    /** Writes its own statements, once all fields that select it have added their columns. */
    void finish() {
        fields.clear();
        level.finish();
        var scope = level.scope();
        ownParentColumn = level.add(scope.parent(relation), ColumnTypes.LONG);
        try {
            scope.statement().within(part, () -> {
                whole = arguments.isWhole() ? arguments.whole(level, relation) : null;
                cut = arguments.cut(level, relation);
                return null;
            });
        } catch (ApiException e) {
            part.breaks(e);
        }
    }

    /** The error for more rows than a list may have. */
    public ApiException tooLong() {
        return ApiException.limitExceeded(
                "list",
                Sizes.MOST_OF_A_LIST,
                ("A list can have at most %,d records per parent, and `%s` would have more: page through the connection"
                                + " of that name in Query.")
                        .formatted(Sizes.MOST_OF_A_LIST, field));
    }

    /** Reads the lists of some parents, and the lists below them. */
    public void read(Run run, List<Object[]> parents) {
        var keys = parents.stream()
                .map(row -> (Long) row[parentColumn])
                .filter(key -> key != null)
                .distinct()
                .toList();
        if (keys.isEmpty() || run.hasFailed(part)) {
            put(run, Map.of());
            return;
        }
        try {
            // reading whole lists costs the database less, but one that is too long may crowd out the others
            var rows = whole == null ? null : rows(run, whole, keys);
            put(run, rows == null ? rows(run, cut, keys) : rows);
        } catch (PartFailedException e) {
            put(run, Map.of());
        }
    }

    /** The rows of each parent; null if some may be missing. */
    private Map<Long, List<Object[]>> rows(Run run, KeyedSql sql, List<Long> keys) {
        // one more row than a list may have shows that it is too long
        int most = run.work().budget().cut(Math.multiplyExact(keys.size(), Sizes.MOST_OF_A_LIST + 1));
        run.of(keys).limit(most);
        var rows = sql.of(keys.size()).run(run, part, false, level::readAll);
        var byParent = new HashMap<Long, List<Object[]>>();
        rows.forEach(row -> byParent.computeIfAbsent((Long) row[ownParentColumn], key -> new ArrayList<>())
                .add(row));
        boolean usable = sql == cut || !isTooLong(byParent);
        run.work().rows(rows.size(), usable ? rows.size() : 0);
        if (!usable) {
            return null;
        }
        if (arguments.isByKey()) {
            byParent.values().forEach(ListRead::sort);
        }
        return byParent;
    }

    /** Sorts by key. Rows come in the order of an index, which mostly is the same. */
    static void sort(List<Object[]> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if ((Long) rows.get(i - 1)[Level.KEY] > (Long) rows.get(i)[Level.KEY]) {
                rows.sort(Comparator.comparing(row -> (Long) row[Level.KEY]));
                return;
            }
        }
    }

    static boolean isTooLong(Map<Long, List<Object[]>> rows) {
        return rows.values().stream().anyMatch(list -> list.size() > Sizes.MOST_OF_A_LIST);
    }

    /** Sets the rows, by the keys of their parents, and reads the lists below them. */
    void put(Run run, Map<Long, List<Object[]>> rows) {
        run.rows(index, rows);
        if (!level.lists().isEmpty()) {
            var all = rows.values().stream().flatMap(List::stream).toList();
            level.lists().forEach(list -> list.read(run, all));
        }
    }
}
