package relata.query.plan;

import graphql.execution.MergedField;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import relata.query.read.Level;
import relata.query.run.Page;
import relata.query.run.Run;
import relata.query.run.Shape;
import relata.query.sql.Order;
import relata.query.sql.Scope;

/** Answers a connection field: one statement for the page, and one for each further part that is selected. */
public final class PagePlan implements Plan {
    private final Level level;
    private final PageShape shape;
    private final boolean backward;
    private final PageSql page;

    /**
     * @param template the field's arguments, without those in {@link PageArguments}
     * @param position the values of a cursor, or null if there is none; other cursors of the plan have nulls at the
     *     same places
     */
    public PagePlan(
            SelectionCompiler compiler,
            EntityType<?> entity,
            MergedField field,
            Map<?, ?> template,
            PageArguments arguments,
            List<?> position) {
        var order = Order.of(entity, (List<?>) template.get("orderBy"));
        backward = arguments.backward();
        level = new Level(Scope.root(compiler.statement(), entity));
        shape = new PageShape(compiler, level, order, field);
        page = new PageSql(level, (Map<?, ?>) template.get("where"), order, backward, arguments.offset() > 0, position);
        level.finish();
    }

    /** What a plan depends on besides the arguments in its template. */
    public static Shape shape(PageArguments arguments, List<?> position) {
        var shape = new Shape()
                .add(arguments.backward() ? 'b' : 'f')
                .add(arguments.offset() > 0 ? 'o' : '-')
                .add(position == null ? '-' : 'c');
        if (position != null) {
            position.forEach(value -> shape.add(value == null ? '0' : '1'));
        }
        return shape;
    }

    @Override
    public int size() {
        return 8_000 + 8 * level.select().length();
    }

    /** Reads and writes the page; returns whether it could be written. */
    public boolean answer(Run run, PageArguments arguments) {
        run.show(read(run, arguments));
        return shape.write(run);
    }

    private Page read(Run run, PageArguments arguments) {
        boolean alone = !shape.hasTotalCount() && !asksForAside(arguments);
        List<Object[]> rows = List.of();
        boolean more = false;
        boolean aside = false;
        if (shape.hasPage()) {
            // one more row than requested shows whether there are more
            rows = new ArrayList<>(page.read(run, arguments, alone));
            more = rows.size() > arguments.size();
            if (more) {
                rows.remove(arguments.size());
            }
            if (backward) {
                Collections.reverse(rows);
            }
            aside = hasRowsAside(run, arguments, rows.isEmpty());
        }
        Long count = shape.hasTotalCount() ? page.count(run, !shape.hasPage()) : null;
        return new Page(rows, backward ? aside : more, backward ? more : aside, count);
    }

    /** Whether it takes a statement to tell if there are rows before the page's start, in the direction of reading. */
    private boolean asksForAside(PageArguments arguments) {
        return shape.asksForAside(backward) && (arguments.cursor() != null || arguments.offset() > 0);
    }

    private boolean hasRowsAside(Run run, PageArguments arguments, boolean isEmpty) {
        return asksForAside(arguments) && (arguments.cursor() == null && !isEmpty || page.hasRowsAside(run));
    }
}
