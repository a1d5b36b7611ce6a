package relata.query;

import jakarta.persistence.metamodel.EntityType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.api.Argument;

/** The part of a SELECT that reads one entity and its to-one relations, and makes rows of it. */
final class RowReader {
    private final EntityType<?> entity;
    private final Selection selection;
    private final int key;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<Use, Integer> counts = new HashMap<>();
    private final Map<String, RowReader> toOnes = new HashMap<>();
    private final Map<Long, Row> rows = new LinkedHashMap<>();

    /** Adds to `select` what the selection needs of the scope's entity. */
    RowReader(Scope scope, Selection selection, List<String> select) {
        this.entity = scope.entity();
        this.selection = selection;
        this.key = add(select, scope.key());
        for (String column : selection.columns()) {
            columns.put(column, column.equals(Attributes.KEY) ? key : add(select, scope.path(column)));
        }
        for (Use use : selection.counts()) {
            counts.put(use, add(select, count(scope, use)));
        }
        selection.toOnes().forEach((name, below) -> toOnes.put(name, new RowReader(scope.join(name), below, select)));
    }

    private static int add(List<String> select, String expression) {
        select.add(expression);
        return select.size() - 1;
    }

    private static String count(Scope scope, Use use) {
        var list = Attributes.counted(scope.entity(), use.field()).orElseThrow();
        Scope.Condition condition = use.where() == null
                ? null
                : other -> Filter.condition(other, use.where(), Argument.of(use.field(), "where"));
        return scope.count(list.getName(), condition);
    }

    /** The row of a tuple, or null where the related row is missing. One record has one row, however often it is read. */
    Row read(Object[] tuple) {
        return tuple[key] == null ? null : rows.computeIfAbsent((Long) tuple[key], unused -> row(tuple));
    }

    private Row row(Object[] tuple) {
        Row row = new Row(entity.getName());
        columns.forEach((name, i) -> row.with(name, tuple[i]));
        if (columns.containsKey(Attributes.KEY)) {
            row.with(Attributes.KEY, new GlobalId(entity.getName(), (Long) tuple[key]).toString());
        }
        counts.forEach((use, i) -> row.put(use, ((Long) tuple[i]).intValue()));
        toOnes.forEach((name, reader) -> row.with(name, reader.read(tuple)));
        return row;
    }

    /** Reads the lists below all rows read so far: one statement for each use. */
    void readLists(ListReader reader) {
        if (!rows.isEmpty()) {
            selection.lists().forEach((use, below) -> reader.read(entity, use, below, rows));
        }
        toOnes.values().forEach(toOne -> toOne.readLists(reader));
    }
}
