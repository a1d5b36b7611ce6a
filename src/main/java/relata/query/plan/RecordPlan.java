package relata.query.plan;

import graphql.execution.MergedField;
import jakarta.persistence.metamodel.EntityType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relata.query.read.JoinedRead;
import relata.query.read.Level;
import relata.query.read.RecordShape;
import relata.query.run.Run;
import relata.query.sql.KeyedSql;
import relata.query.sql.Scope;
import relata.query.sql.Sql;

/** Reads what one field selects of some records, by their keys. */
public final class RecordPlan implements Plan {
    private final Level level;
    private final RecordShape shape;
    private final KeyedSql sql;
    private final Optional<JoinedRead> joined;
    private final KeyedSql joinedSql;

    public RecordPlan(SelectionCompiler compiler, EntityType<?> entity, MergedField field) {
        var statement = compiler.statement();
        level = new Level(Scope.root(statement, entity));
        shape = compiler.record(level, level.scope(), field);
        String condition = " where " + KeyedSql.isKey(level.scope().key());
        sql = new KeyedSql(statement, "select " + level.select() + level.scope().from() + condition);
        joined = JoinedRead.ofRecords(level, condition);
        joinedSql = joined.map(read -> new KeyedSql(statement, read.text())).orElse(null);
        level.finish();
    }

    @Override
    public int size() {
        return 4_000 + 8 * level.select().length();
    }

    /**
     * Reads the records with some keys, at least one. Returns their rows by key.
     *
     * @param alone whether nothing else is read for the field, as in {@link Sql#run}
     */
    public Map<Long, Object[]> read(Run run, List<Long> keys, boolean alone) {
        run.of(keys);
        var records = joined.flatMap(read -> read.read(run, joinedSql.of(keys.size()), keys.size(), alone))
                .orElseGet(() -> readApart(run, keys, alone));
        var byKey = new HashMap<Long, Object[]>();
        records.forEach(row -> byKey.put((Long) row[Level.KEY], row));
        return byKey;
    }

    private Collection<Object[]> readApart(Run run, List<Long> keys, boolean alone) {
        var rows = sql.of(keys.size()).run(run, null, alone && level.lists().isEmpty(), level::readAll);
        run.work().rows(rows.size());
        level.lists().forEach(list -> list.read(run, rows));
        return rows;
    }

    /** Writes a record; returns false if there is none, or if it cannot be written. */
    public boolean write(Run run, Object[] row) {
        return row != null && shape.write(run, row);
    }
}
