package relata.query;

import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.execution.ResultPath;
import java.util.List;
import java.util.Map;
import relata.api.message.JsonText;
import relata.query.plan.RecordPlan;
import relata.query.run.Run;

/** Records that were read for one field. */
public final class Records {
    private final RecordPlan plan;
    private final Run run;
    private final Map<Long, Object[]> rows;

    Records(RecordPlan plan, Run run, Map<Long, Object[]> rows) {
        this.plan = plan;
        this.run = run;
        this.rows = rows;
    }

    /** The data fetcher's result for a record: as below, with the errors of that record. */
    public Object result(long key, ResultPath path) {
        var json = write(key, path);
        var errors = takeErrors();
        return errors.isEmpty()
                ? json
                : DataFetcherResult.newResult().data(json).errors(errors).build();
    }

    /** The selected fields of a record; null if there is no record, or if a non-null field has an error. */
    public JsonText write(long key, ResultPath path) {
        run.startAnswer(path);
        return plan.write(run, rows.get(key)) ? run.json().toText() : null;
    }

    /** Returns and removes the errors of what was written since the last call. */
    public List<GraphQLError> takeErrors() {
        var errors = List.copyOf(run.errors());
        run.errors().clear();
        return errors;
    }
}
