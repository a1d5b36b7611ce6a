package relata.query.sql;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement with a list of keys. Their number is rounded up by a quarter at most, so that there are few different
 * texts. There are never more keys than a page or an input may have.
 */
public final class KeyedSql {
    /** Stands for the keys while the statement is written. */
    static final String KEYS = "\u0000keys\u0000";

    private final Statement statement;
    private final String text;
    /**
     * By number of keys, in four steps from each power of two to the next. A statement takes 65,535 parameters at most.
     */
    private final AtomicReferenceArray<Sql> bySize = new AtomicReferenceArray<>(4 * 17);

    public KeyedSql(Statement statement, String text) {
        this.statement = statement;
        this.text = text;
    }

    /** The condition that an expression is one of the keys. */
    public static String isKey(String expression) {
        return expression + KEYS;
    }

    public Sql of(int keys) {
        int step = Math.max(1, Integer.highestOneBit(keys) / 4);
        int size = (keys + step - 1) / step * step;
        int index = 4 * Integer.numberOfTrailingZeros(Integer.highestOneBit(size)) + size / step % 4;
        var sql = bySize.get(index);
        if (sql == null) {
            sql = write(size);
            bySize.set(index, sql);
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
