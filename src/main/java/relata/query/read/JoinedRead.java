package relata.query.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import relata.api.limit.Sizes;
import relata.query.run.Run;
import relata.query.sql.Sql;

/**
 * Reads records together with the one list that is selected of them, by a join. That takes a single statement, which is
 * its own snapshot, instead of two in a transaction.
 */
public final class JoinedRead {
    private final Level parents;
    private final ListRead list;
    private final Level children;
    private final String text;

    private JoinedRead(Level parents, ListRead list, Level children, String text) {
        this.parents = parents;
        this.list = list;
        this.children = children;
        this.text = text + " limit " + parents.scope().statement().bind(Run::limit);
    }

    /**
     * Joins the list to the statement that reads the records; empty if there are other lists, or if the list is not all
     * rows by key.
     *
     * @param condition that of the statement, which has no order or limit
     */
    public static Optional<JoinedRead> ofRecords(Level parents, String condition) {
        return list(parents).map(list -> {
            Level children = list.join(parents.scope().statement(), parents.expression(list.parentColumn()));
            // columns first: they add joins to the FROM clause
            String select = "select " + parents.select() + ", " + children.select();
            String from = parents.scope().from() + children.scope().asJoin();
            return new JoinedRead(parents, list, children, select + from + condition);
        });
    }

    /**
     * The same for a statement with an order and a limit. The rows of the list come in the order of their parents, as
     * MariaDB looks them up parent by parent, without join buffers (see the sessions' `join_cache_level`).
     *
     * @param rest that of the statement, after its columns
     */
    public static Optional<JoinedRead> ofPage(Level parents, String rest) {
        return list(parents).map(list -> {
            Level children = list.join(parents.scope().statement(), "p.c" + list.parentColumn());
            String select = "select " + parents.select("p") + ", " + children.select();
            String from = " from (select " + parents.selectNamed() + rest + ") p";
            return new JoinedRead(
                    parents, list, children, select + from + children.scope().asJoin());
        });
    }

    private static Optional<ListRead> list(Level parents) {
        return Optional.of(parents.lists())
                .filter(lists -> lists.size() == 1)
                .map(lists -> lists.get(0))
                .filter(ListRead::isJoinable);
    }

    public String text() {
        return text;
    }

    /**
     * Runs the statement.
     *
     * @param most the maximum number of records
     * @param alone as in {@link Sql#run}
     * @return the records; empty if a list is too long, or may have crowded out others
     */
    public Optional<Collection<Object[]>> read(Run run, Sql sql, int most, boolean alone) {
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
