package relata.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import relata.api.JsonBuffer;
import relata.api.JsonText;

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

    public Object[] read(ResultSet row) throws SQLException {
        return plan.level().read(row);
    }

    /** A row that was read. Nothing in it can fail. */
    public JsonText write(Object[] row) {
        run.startAnswer(null);
        plan.shape().write(run, row);
        return run.json().toText();
    }

    /** The same for several, as a list. */
    public JsonText writeAll(List<Object[]> rows) {
        return new JsonBuffer().value(rows.stream().map(this::write).toList()).toText();
    }
}
