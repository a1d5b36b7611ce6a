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
        // lists take statements of their own, and nothing else is bound than what is inserted
        boolean isPossible = level.lists().isEmpty() && !level.isFallible();
        clause = isPossible ? " returning " + level.select() : null;
    }

    @Override
    public int size() {
        return 4_000 + 4 * level.select().length();
    }

    /** Whether records are counted, which those that are inserted together change. */
    public boolean hasCounts() {
        return level.hasCounts();
    }

    /** The clause; null if not all that is selected can be returned. */
    public String clause() {
        return clause;
    }

    /** How many values the answer has of a record, at most. */
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
