package relata.query.plan;

import jakarta.persistence.metamodel.EntityType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.Argument;
import relata.query.run.Run;
import relata.query.sql.Filter;
import relata.query.sql.Scope;
import relata.query.sql.Sql;

/** Finds the keys of the records that satisfy a filter, and locks all rows that decide it. */
public final class MatchPlan implements Plan {
    private final Sql sql;

    /** @param template the field's argument `where` */
    public MatchPlan(SelectionCompiler compiler, EntityType<?> entity, Map<?, ?> template) {
        var statement = compiler.statement().locking();
        var scope = Scope.root(statement, entity);
        String key = scope.key();
        // condition first: it adds joins to the FROM clause
        String condition = Filter.condition(scope, (Map<?, ?>) template.get("where"), Argument.of("where"));
        sql = statement.finish("select %s%s where %s limit %s for update"
                .formatted(key, scope.from(), condition, statement.bind(Run::limit)));
    }

    @Override
    public int size() {
        return 4_000 + 4 * sql.text().length();
    }

    public List<Long> keys(Run run, int most) {
        return sql.run(run.limit(most), null, false, MatchPlan::read);
    }

    private static List<Long> read(ResultSet rows) throws SQLException {
        var keys = new ArrayList<Long>();
        while (rows.next()) {
            keys.add(rows.getLong(1));
        }
        return keys;
    }
}
