package relata.query.plan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import relata.api.Argument;
import relata.query.read.JoinedRead;
import relata.query.read.Level;
import relata.query.run.Run;
import relata.query.sql.Filter;
import relata.query.sql.Order;
import relata.query.sql.Scope;
import relata.query.sql.Sql;
import relata.query.sql.Statement;

/** The statements of a connection, for all cursors whose values are null at the same places. */
public final class PageSql {
    private final Level level;
    private final Map<?, ?> where;
    private final Order order;
    private final boolean backward;
    private final boolean skips;
    private final List<?> position;
    private final Sql page;
    private final Optional<JoinedRead> joined;
    private final Sql joinedPage;
    private final Sql aside;
    private final Sql count;

    /**
     * @param where the template of the filter; null if there is none
     * @param skips whether there is an offset
     * @param position a cursor's values; null if there is no cursor
     */
    PageSql(Level level, Map<?, ?> where, Order order, boolean backward, boolean skips, List<?> position) {
        this.level = level;
        this.where = where;
        this.order = order;
        this.backward = backward;
        this.skips = skips;
        this.position = position;
        var statement = level.scope().statement();
        boolean isByWayOfKeys = skips && !order.isByKey();
        String rest = isByWayOfKeys ? keysFirst() : rows(level.scope());
        page = statement.finish("select " + level.select() + rest);
        joined = isByWayOfKeys ? Optional.empty() : JoinedRead.ofPage(level, rest);
        joinedPage = joined.map(read -> statement.finish(read.text())).orElse(null);
        aside = other(scope -> "select 1"
                + withFrom(scope, position == null ? filter(scope) : condition(scope, !backward, true)) + " limit 1");
        count = other(scope -> "select count(*)" + withFrom(scope, filter(scope)));
    }

    /** The rest of a statement that selects the rows of a page from a scope. */
    private String rows(Scope scope) {
        if (where == null) {
            // with a filter, it depends on the filter which table should come first
            order.lead(scope);
        }
        String condition = condition(scope, backward, false);
        return withFrom(scope, condition + " order by " + order.clause(scope, backward)) + cut(scope.statement());
    }

    private String cut(Statement statement) {
        String limit = " limit " + statement.bind(Run::most);
        return skips ? limit + " offset " + statement.bind(Run::offset) : limit;
    }

    /**
     * The same, but finds the keys first: with an offset, MariaDB would otherwise sort all rows rather than use an
     * index.
     */
    private String keysFirst() {
        Scope scope = level.scope();
        Scope keys = Scope.root(scope.statement(), scope.entity());
        String page = rows(keys);
        String clause = order.clause(scope, backward);
        return scope.join("(select " + keys.key() + " id" + page + ") k", scope.key() + " = k.id") + " order by "
                + clause;
    }

    /** What follows FROM is written first, as it adds the joins. */
    private static String withFrom(Scope scope, String rest) {
        return scope.from() + rest;
    }

    private Sql other(Function<Scope, String> text) {
        var statement = new Statement(level.scope().statement().tables());
        return statement.finish(text.apply(Scope.root(statement, level.scope().entity())));
    }

    private String filter(Scope scope) {
        return where == null ? "" : " where " + Filter.condition(scope, where, Argument.of("where"));
    }

    private String condition(Scope scope, boolean towards, boolean orAt) {
        String filter = filter(scope);
        if (position == null) {
            return filter;
        }
        return (filter.isEmpty() ? " where " : filter + " and ") + order.behind(scope, position, towards, orAt);
    }

    /**
     * Reads the rows of the page, and one more if there is one.
     *
     * @param alone whether nothing is read for the field but these rows and their lists
     */
    Collection<Object[]> read(Run run, PageArguments arguments, boolean alone) {
        int most = run.work().budget().cut(arguments.size() + 1);
        run.page(most, arguments.offset());
        var rows = joined.flatMap(read -> read.read(run, joinedPage, most, alone));
        return rows.isPresent() ? rows.get() : readApart(run, arguments.size(), alone);
    }

    private Collection<Object[]> readApart(Run run, int size, boolean alone) {
        var rows = page.run(run, null, alone && level.lists().isEmpty(), level::readAll);
        run.work().rows(rows.size());
        var shown = rows.subList(0, Math.min(size, rows.size()));
        level.lists().forEach(list -> list.read(run, shown));
        return rows;
    }

    /** Whether there are rows before the page's start, in the direction of reading. */
    boolean hasRowsAside(Run run) {
        return aside.run(run, null, false, rows -> noted(run, rows.next()));
    }

    Long count(Run run, boolean alone) {
        return count.run(run, null, alone, rows -> {
            rows.next();
            return noted(run, rows.getLong(1));
        });
    }

    private static <T> T noted(Run run, T result) {
        run.work().rows(1);
        return result;
    }
}
