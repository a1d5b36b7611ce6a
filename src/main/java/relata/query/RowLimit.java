package relata.query;

import relata.api.ApiException;

/** How many rows the transaction of the calling thread may still read: all together, no more than may be answered. */
final class RowLimit {
    private static final ThreadLocal<RowLimit> CURRENT = new ThreadLocal<>();

    private final int most;
    private int left;

    private RowLimit(int most) {
        this.most = most;
        this.left = most;
    }

    static void begin(int most) {
        CURRENT.set(new RowLimit(most));
    }

    /** The limit of a statement that may give so many: one row more than is allowed tells of too many. */
    static int cut(int rows) {
        return Math.min(rows, CURRENT.get().left + 1);
    }

    /** @throws ApiException LIMIT_EXCEEDED where these rows are too many */
    static void take(int rows) {
        var limit = CURRENT.get();
        if (rows > limit.left) {
            limit.left = 0;
            var message =
                    "The answer would have more than %,d records: ask for smaller pages, or cut their lists with `first`";
            throw ApiException.limitExceeded("relata.limits.cost", limit.most, message.formatted(limit.most));
        }
        limit.left -= rows;
    }
}
