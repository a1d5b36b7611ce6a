package relata.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import relata.api.limit.Sizes;

/**
 * Reads records together with the one list that is selected of them: each row of the list stands beside its parent.
 * That is one statement, and so a snapshot by itself, instead of two in a transaction.
 */
final class JoinedRead {
    private final Level parents;
    private final ListRead list;
    private final Level children;
    private final String text;

    private JoinedRead(Level parents, ListRead list, Level children, String text) {
        this.parents = parents;
        this.list = list;
        this.children = children;
        this.text = text;
    }

    /**
     * Joins the list to what reads the records; nothing if there are other lists, or the list is not all rows by key.
     *
     * @param rest of the statement that reads the records, behind its columns
     */
    static Optional<JoinedRead> of(Level parents, String rest) {
        if (parents.lists().size() != 1 || parents.lists().get(0).joined() == null) {
            return Optional.empty();
        }
        var list = parents.lists().get(0);
        Level children = list.joined();
        var statement = parents.scope().statement();
        var named = new StringBuilder();
        for (int i = 0; i < parents.width(); i++) {
            named.append("p.c").append(i).append(", ");
        }
        // what is selected first, as it says what has to be joined
        String select = "select " + named + children.select();
        String text = select + " from (select " + parents.selectAs("c") + rest + ") p"
                + children.scope().asJoin() + " limit " + statement.bind(Run::limit);
        return Optional.of(new JoinedRead(parents, list, children, text));
    }

    String text() {
        return text;
    }

    /**
     * Runs the statement.
     *
     * @param most how many records there are at most
     * @param alone as in {@link Sql#run}
     * @return the records; nothing if a list is too long, or may have crowded out others
     */
    Optional<Collection<Object[]>> read(Run run, Sql sql, int most, boolean alone) {
        int rows = run.work().budget().cut(Math.multiplyExact(most, Sizes.MOST_OF_A_LIST + 1));
        run.limit(rows);
        return sql.run(run, null, alone, result -> read(run, result, rows));
    }

    private Optional<Collection<Object[]>> read(Run run, ResultSet result, int most) throws SQLException {
        var records = new LinkedHashMap<Long, Object[]>();
        var lists = new HashMap<Long, List<Object[]>>();
        Object[] parent = null;
        int rows = 0;
        int childCount = 0;
        for (; result.next(); rows++) {
            long key = result.getLong(1);
            if (parent == null || (Long) parent[Level.KEY] != key) {
                parent = records.get(key);
                if (parent == null) {
                    parent = parents.read(result);
                    records.put(key, parent);
                }
            }
            Object[] child = children.read(result, parents.width());
            if (child[Level.KEY] != null) {
                lists.computeIfAbsent((Long) parent[list.parentColumn()], unused -> new ArrayList<>())
                        .add(child);
                childCount++;
            }
        }
        boolean usable = rows < most && !ListRead.isTooLong(lists);
        run.work().rows(rows, usable ? records.size() + childCount : 0);
        if (!usable) {
            return Optional.empty();
        }
        lists.values().forEach(ListRead::sort);
        list.put(run, lists);
        return Optional.of(records.values());
    }
}
