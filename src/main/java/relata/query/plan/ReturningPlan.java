package relata.query.plan;

import graphql.execution.MergedField;
import jakarta.persistence.metamodel.EntityType;
import relata.query.read.Level;
import relata.query.read.RecordShape;
import relata.query.sql.Scope;

/** Reads what one field selects of records from the RETURNING clause of the statement that inserts them. */
public final class ReturningPlan implements Plan {
    private final Level level;
    private final RecordShape shape;
    private final String clause;
    private final int fields;

    public ReturningPlan(SelectionCompiler compiler, EntityType<?> entity, MergedField field) {
        level = new Level(Scope.returned(compiler.statement(), entity));
        shape = compiler.record(level, level.scope(), field);
        fields = compiler.fields();
        // lists take statements of their own, and only what is inserted is bound
        boolean isPossible = level.lists().isEmpty() && !level.isFallible();
        clause = isPossible ? " returning " + level.select() : null;
    }

    @Override
    public int size() {
        return 4_000 + 4 * level.select().length();
    }

    /** Whether there are counts, which other records that are inserted together would change. */
    public boolean hasCounts() {
        return level.hasCounts();
    }

    /** The clause; null if not everything selected can be returned. */
    public String clause() {
        return clause;
    }

    /** The maximum number of values that the response has for a record. */
    public int fields() {
        return fields;
    }

    public Level level() {
        return level;
    }

    public RecordShape shape() {
        return shape;
    }
}
