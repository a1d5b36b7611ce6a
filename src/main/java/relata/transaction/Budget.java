package relata.transaction;

import relata.api.ApiException;
import relata.api.limit.LimitSettings;

/** What an operation may still read, change and return. */
public final class Budget {
    private final int mostRecords;
    private final int mostValues;
    private int records;
    private int values;
    private int changes;

    Budget(LimitSettings limits) {
        mostRecords = limits.cost();
        mostValues = limits.answer();
    }

    /** The LIMIT of a statement that may return that many rows: at most one more than allowed, to detect an excess. */
    public int cut(int rows) {
        return Math.min(rows, mostRecords - records + 1);
    }

    /** @throws ApiException LIMIT_EXCEEDED if these are too many records */
    void take(int rows) {
        records = Math.min(mostRecords, records) + rows;
        if (records > mostRecords) {
            var message = "The response would have more than %,d records: request smaller pages, or limit their lists"
                    + " with `first`";
            throw ApiException.limitExceeded("relata.limits.cost", mostRecords, message.formatted(mostRecords));
        }
    }

    /** The LIMIT of a statement that finds records to change: one more than allowed, to detect an excess. */
    public int cutChanges() {
        return mostRecords - changes + 1;
    }

    /**
     * Counts records that are changed by a filter, or deleted along with those.
     *
     * @throws ApiException LIMIT_EXCEEDED if there are too many
     */
    public void change(int rows) {
        changes += rows;
        if (changes > mostRecords) {
            var message = "More than %,d records would be changed, including those deleted along with others: narrow"
                    + " the filter";
            throw ApiException.limitExceeded("relata.limits.cost", mostRecords, message.formatted(mostRecords));
        }
    }

    /**
     * Counts a value of the response, which can be large even with few records if they reference each other in a cycle.
     *
     * @throws ApiException LIMIT_EXCEEDED if there are too many
     */
    public void countValue() {
        if (++values > mostValues) {
            var message = "The response would have more than %,d values: request smaller pages or fewer fields.";
            throw ApiException.limitExceeded("relata.limits.answer", mostValues, message.formatted(mostValues));
        }
    }

    /** Whether that many more values are allowed. */
    public boolean hasRoom(long further) {
        return values + further <= mostValues;
    }

    /** Starts another response of the same operation. */
    public void startAnswer() {
        values = 0;
    }
}
