package relata.query;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement about some keys: as many as a power of two, so that there are few texts. There are never more keys than a
 * page or an input has.
 */
final class KeyedSql {
    /** Where the keys stand while the statement is written. */
    static final String KEYS = "\u0000keys\u0000";

    private final Statement statement;
    private final String text;
    /** By the logarithm of the size. The most parameters that the database takes are one less than the last one. */
    private final AtomicReferenceArray<Sql> bySize = new AtomicReferenceArray<>(17);

    KeyedSql(Statement statement, String text) {
        this.statement = statement;
        this.text = text;
    }

    /** The condition that an expression is one of the keys. */
    static String isKey(String expression) {
        return expression + KEYS;
    }

    Sql of(int keys) {
        int size = 32 - Integer.numberOfLeadingZeros(keys - 1);
        var sql = bySize.get(size);
        if (sql == null) {
            sql = write(1 << size);
            bySize.set(size, sql);
        }
        return sql;
    }

    private Sql write(int keys) {
        synchronized (statement) {
            var list = IntStream.range(0, keys)
                    .mapToObj(i -> statement.bind(run -> run.key(i)))
                    .collect(Collectors.joining(", "));
            return statement.finish(text.replace(KEYS, keys == 1 ? " = " + list : " in (" + list + ")"));
        }
    }
}
