package relata.query;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.SelectedField;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import relata.api.Argument;

/** Answers one connection field: one statement for the page, and one for each further thing that is selected of it. */
final class PageReader {
    private final Session session;
    private final EntityType<?> entity;
    private final DataFetchingEnvironment environment;
    private final Map<?, ?> where;
    private final Order order;
    private final String signature;
    private final PageArguments page;
    private final List<?> position;

    PageReader(Session session, EntityType<?> entity, DataFetchingEnvironment environment) {
        var arguments = environment.getArguments();
        this.session = session;
        this.entity = entity;
        this.environment = environment;
        this.where = (Map<?, ?>) arguments.get("where");
        this.order = Order.of((List<?>) arguments.get("orderBy"), Argument.of("orderBy"));
        this.signature = order.signature(entity);
        this.page = PageArguments.of(arguments);
        this.position = page.cursor() == null ? null : Cursor.read(order, entity, page.cursor(), page.cursorArgument());
    }

    Row read() {
        Row connection = new Row(entity.getName() + "Connection");
        if (environment.getSelectionSet().containsAnyOf("nodes", "edges", "pageInfo")) {
            readPage(connection);
        }
        if (environment.getSelectionSet().contains("totalCount")) {
            connection.with("totalCount", count());
        }
        return connection;
    }

    private void readPage(Row connection) {
        Statement statement = new Statement();
        Scope root = Scope.root(statement, entity);
        var select = new ArrayList<String>();
        RowReader reader = new RowReader(root, selection(), select);
        int columns = select.size();
        if (environment.getSelectionSet().containsAnyOf("edges/cursor", "pageInfo/startCursor", "pageInfo/endCursor")) {
            select.addAll(order.expressions(root));
        }
        String condition = condition(root, page.backward(), false);
        String clause = order.clause(root, page.backward());
        String hql = "select " + String.join(", ", select) + root.from() + condition + " order by " + clause;
        // one row more than asked for tells whether there are more
        var tuples = new ArrayList<>(statement.list(session, hql, page.offset(), page.size() + 1));
        boolean more = tuples.size() > page.size();
        if (more) {
            tuples.remove(page.size());
        }
        if (page.backward()) {
            Collections.reverse(tuples);
        }

        var nodes = tuples.stream().map(reader::read).toList();
        var cursors = tuples.stream()
                .map(tuple -> select.size() == columns ? null : cursor(tuple, columns))
                .toList();
        reader.readLists(new ListReader(session));
        connection.with("nodes", nodes).with("edges", edges(nodes, cursors));
        if (environment.getSelectionSet().contains("pageInfo")) {
            connection.with("pageInfo", pageInfo(cursors, more, tuples.isEmpty()));
        }
    }

    private Selection selection() {
        var selection = new Selection(entity, environment);
        for (SelectedField field : environment.getSelectionSet().getFields("nodes", "edges/node")) {
            selection.add(field.getSelectionSet());
        }
        return selection;
    }

    private String cursor(Object[] tuple, int from) {
        var values = new ArrayList<>();
        for (int i = from; i < tuple.length; i++) {
            values.add(tuple[i]);
        }
        return Cursor.write(signature, values);
    }

    private List<Row> edges(List<Row> nodes, List<String> cursors) {
        var edges = new ArrayList<Row>();
        for (int i = 0; i < nodes.size(); i++) {
            Row edge = new Row(entity.getName() + "Edge");
            edges.add(edge.with("node", nodes.get(i)).with("cursor", cursors.get(i)));
        }
        return edges;
    }

    private Row pageInfo(List<String> cursors, boolean more, boolean empty) {
        String asideName = page.backward() ? "hasNextPage" : "hasPreviousPage";
        boolean aside = environment.getSelectionSet().contains("pageInfo/" + asideName) && hasRowsAside(empty);
        return new Row("PageInfo")
                .with("hasNextPage", page.backward() ? aside : more)
                .with("hasPreviousPage", page.backward() ? more : aside)
                .with("startCursor", empty ? null : cursors.get(0))
                .with("endCursor", empty ? null : cursors.get(cursors.size() - 1));
    }

    /** Whether there are rows on the other side of where the page starts. */
    private boolean hasRowsAside(boolean empty) {
        if (position == null) {
            return page.offset() > 0 && (!empty || exists(null));
        }
        return exists(position);
    }

    private boolean exists(List<?> upTo) {
        Statement statement = new Statement();
        Scope root = Scope.root(statement, entity);
        String condition = upTo == null ? filter(root) : condition(root, !page.backward(), true);
        String hql = "select 1" + root.from() + condition;
        return !statement.list(session, hql, 0, 1).isEmpty();
    }

    private int count() {
        Statement statement = new Statement();
        Scope root = Scope.root(statement, entity);
        String condition = filter(root);
        Object count = statement.list(session, "select count(*)" + root.from() + condition, 0, 1)
                .get(0)[0];
        return Math.toIntExact((Long) count);
    }

    private String filter(Scope root) {
        return where == null ? "" : " where " + Filter.condition(root, where, Argument.of("where"));
    }

    private String condition(Scope root, boolean backward, boolean orAt) {
        String filter = filter(root);
        if (position == null) {
            return filter;
        }
        return (filter.isEmpty() ? " where " : filter + " and ") + order.behind(root, position, backward, orAt);
    }
}
