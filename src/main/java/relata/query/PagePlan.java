package relata.query;

import graphql.execution.MergedField;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.Argument;
import relata.query.PageShape.Page;

/** Answers a connection field: one statement for the page, and one for each further thing that is selected of it. */
final class PagePlan implements Plan {
    private final Level level;
    private final Map<?, ?> where;
    private final EntityType<?> entity;
    private final Order order;
    private final String signature;
    private final PageShape shape;
    private final Layout layout;
    private final boolean backward;
    private final boolean skips;

    /** The statements for cursors whose nulls are in the same places, which {@link #nulls} tells. */
    private final Map<Long, PageSql> pages = new ConcurrentHashMap<>();

    /** @param template the field's arguments, without those that {@link PageArguments} has */
    PagePlan(
            SelectionCompiler compiler,
            EntityType<?> entity,
            MergedField field,
            Map<?, ?> template,
            PageArguments arguments) {
        this.entity = entity;
        this.order = Order.of((List<?>) template.get("orderBy"), Argument.of("orderBy"));
        this.signature = order.signature(entity);
        this.backward = arguments.backward();
        this.skips = arguments.offset() > 0;
        this.where = (Map<?, ?>) template.get("where");
        this.level = new Level(Scope.root(compiler.statement(), entity));
        this.shape = new PageShape(compiler, level, order, field);
        level.finishRoot();
        this.layout = compiler.layout();
        if (arguments.cursor() == null) {
            // a filter that no request can satisfy is told now
            sql(null);
        }
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public int size() {
        return 8_000 + 8 * level.select().length();
    }

    /** Reads and writes the page; returns whether it could be written. */
    boolean answer(Run run, PageArguments arguments) {
        var position = arguments.cursor() == null
                ? null
                : Cursor.read(order, signature, entity, arguments.cursor(), arguments.cursorArgument());
        run.at(position).show(read(run, arguments, sql(position)));
        return shape.write(run);
    }

    private PageSql sql(List<?> position) {
        return pages.computeIfAbsent(nulls(position), unused -> {
            synchronized (level) {
                return new PageSql(level, where, order, backward, skips, position);
            }
        });
    }

    private static long nulls(List<?> position) {
        if (position == null) {
            return -1;
        }
        long nulls = 0;
        for (int i = 0; i < position.size(); i++) {
            nulls |= position.get(i) == null ? 1L << i : 0;
        }
        return nulls;
    }

    private Page read(Run run, PageArguments arguments, PageSql page) {
        boolean alone = !shape.hasTotalCount() && !asksForAside(arguments);
        List<Object[]> rows = List.of();
        boolean more = false;
        boolean aside = false;
        if (shape.hasPage()) {
            // one row more than asked for tells whether there are more
            rows = new ArrayList<>(page.read(run, arguments, alone));
            more = rows.size() > arguments.size();
            if (more) {
                rows.remove(arguments.size());
            }
            if (backward) {
                Collections.reverse(rows);
            }
            aside = hasRowsAside(run, arguments, page, rows.isEmpty());
        }
        Long count = shape.hasTotalCount() ? page.count(run, !shape.hasPage()) : null;
        return new Page(rows, backward ? aside : more, backward ? more : aside, count);
    }

    /** Whether it takes a statement to know about rows on the other side of where the page starts. */
    private boolean asksForAside(PageArguments arguments) {
        return shape.asksForAside(backward) && (arguments.cursor() != null || arguments.offset() > 0);
    }

    private boolean hasRowsAside(Run run, PageArguments arguments, PageSql page, boolean isEmpty) {
        return asksForAside(arguments) && (arguments.cursor() == null && !isEmpty || page.hasRowsAside(run));
    }
}
