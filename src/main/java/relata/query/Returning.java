package relata.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import relata.api.message.JsonText;
import relata.query.plan.ReturningPlan;
import relata.query.plan.Values;
import relata.query.run.Run;

/** What a field selects of records, as returned by the statement that inserts them. */
public final class Returning {
    private final ReturningPlan plan;
    private final Run run;

    Returning(ReturningPlan plan, Run run) {
        this.plan = plan;
        this.run = run;
    }

    /** The RETURNING clause, with a leading space. */
    public String clause() {
        return plan.clause();
    }

    /**
     * Whether the response has room for that many records: it is written after they are inserted, and perhaps
     * committed.
     */
    public boolean fits(int records) {
        return run.work().budget().hasRoom((long) records * plan.fields());
    }

    public Object[] read(ResultSet row) throws SQLException {
        return plan.level().read(row);
    }

    /** Writes a row that was read. Nothing in it can fail. */
    public JsonText write(Object[] row) {
        plan.shape().write(run, row);
        return run.json().toText();
    }

    /** Writes several rows, as a list. */
    public JsonText writeAll(List<Object[]> rows) {
        Values.elements(run, "", rows, plan.shape());
        return run.json().toText();
    }
}
