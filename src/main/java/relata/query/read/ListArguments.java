package relata.query.read;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.limit.Sizes;
import relata.query.mapping.Attributes;
import relata.query.run.Operand;
import relata.query.run.Run;
import relata.query.run.Shape;
import relata.query.sql.Filter;
import relata.query.sql.KeyedSql;
import relata.query.sql.Order;
import relata.query.sql.Scope;
import relata.query.sql.Statement;
import relata.query.type.ColumnTypes;

/**
 * The arguments of a list field.
 *
 * @param where its template; null for all rows
 * @param order by ascending key, unless given
 * @param offset how many rows to skip for each parent; null if none
 * @param first the maximum number of rows for each parent; null for all
 */
public record ListArguments(Map<?, ?> where, Order order, Operand offset, Operand first) {
    public static ListArguments of(EntityType<?> entity, Map<?, ?> template) {
        return new ListArguments(
                (Map<?, ?>) template.get("where"),
                Order.of(entity, (List<?>) template.get("orderBy")),
                number(template, "offset"),
                number(template, "first"));
    }

    private static Operand number(Map<?, ?> template, String name) {
        return template.get(name) instanceof Shape.Leaf leaf
                ? new Operand(leaf, ColumnTypes.LONG, null, Argument.of(name))
                : null;
    }

    boolean isWhole() {
        return offset == null && first == null;
    }

    boolean isByKey() {
        return order.isByKeyAscending() && isWhole();
    }

    /** Whether all rows are selected, by key. */
    boolean isPlain() {
        return isByKey() && where == null;
    }

    /** All rows of each parent. */
    KeyedSql whole(Level level, Attribute<?, ?> relation) {
        var scope = level.scope();
        String parent = scope.parent(relation);
        String where = where(scope, parent);
        String clause = isByKey() ? "" : " order by " + parent + ", " + order.clause(scope, false);
        return new KeyedSql(
                scope.statement(),
                "select " + level.select() + scope.from() + where + clause + limit(scope.statement()));
    }

    /** The selected part of each parent's rows, cut in the database. */
    KeyedSql cut(Level level, Attribute<?, ?> relation) {
        var scope = level.scope();
        var statement = scope.statement();
        Scope numbered = Scope.root(statement, scope.entity());
        String parent = numbered.parent(relation);
        String where = where(numbered, parent);
        String positions =
                "select %s as id, %s as parent, row_number() over (partition by %2$s order by %s) as position"
                        .formatted(numbered.key(), parent, order.clause(numbered, false));
        // a record may be in the lists of several parents
        String same = Attributes.isManyToMany(relation) ? " and n.parent = " + scope.parent(relation) : "";
        String from = statement.bind(run -> offset(run));
        String to = statement.bind(run -> offset(run) + Math.min(first(run), Sizes.MOST_OF_A_LIST + 1));
        String text = "select %s%s join (%s%s%s) n on n.id = %s%s where n.position > %s and n.position <= %s"
                .formatted(
                        level.select(), scope.from(), positions, numbered.from(), where, scope.key(), same, from, to);
        return new KeyedSql(statement, text + " order by n.position" + limit(statement));
    }

    private static String limit(Statement statement) {
        return " limit " + statement.bind(Run::limit);
    }

    private String where(Scope scope, String parent) {
        String of = " where " + KeyedSql.isKey(parent);
        return where == null ? of : of + " and " + Filter.condition(scope, where, Argument.of("where"));
    }

    private long offset(Run run) {
        return offset == null ? 0 : natural(offset, run);
    }

    private long first(Run run) {
        return first == null ? Long.MAX_VALUE : natural(first, run);
    }

    private static long natural(Operand number, Run run) {
        long value = (Long) number.value(run);
        if (value < 0) {
            throw ApiException.badUserInput(number.at(), number.at() + " must not be negative");
        }
        return value;
    }
}
