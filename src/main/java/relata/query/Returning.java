package relata.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import relata.api.message.JsonText;
import relata.query.plan.ReturningPlan;
import relata.query.plan.Values;
import relata.query.run.Run;

/** What is selected of records, as the statement that inserts them returns it. */
public final class Returning {
    private final ReturningPlan plan;
    private final Run run;

    Returning(ReturningPlan plan, Run run) {
        this.plan = plan;
        this.run = run;
    }

    /** Of SQL, with a space before it. */
    public String clause() {
        return plan.clause();
    }

    /** Whether the answer can have so many records: it is written when they are inserted, and maybe kept. */
    public boolean fits(int records) {
        return run.work().budget().hasRoom((long) records * plan.fields());
    }

    public Object[] read(ResultSet row) throws SQLException {
        return plan.level().read(row);
    }

    /** A row that was read. Nothing in it can fail. */
    public JsonText write(Object[] row) {
        plan.shape().write(run, row);
        return run.json().toText();
    }

    /** The same for several, as a list. */
    public JsonText writeAll(List<Object[]> rows) {
        Values.elements(run, "", rows, plan.shape());
        return run.json().toText();
    }
}
