package relata.transaction;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionEventListener;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import relata.api.Deadline;
import relata.api.port.StatementLog;
import relata.connection.SqlFunction;

/** Records statements as Hibernate prepares and runs them, and lets none start after the deadline. */
@Singleton
@Default
@PersistenceUnitExtension
public class StatementNotes implements StatementLog, StatementInspector {
    private static final ThreadLocal<List<Note>> NOTES = new ThreadLocal<>();
    private static final ThreadLocal<long[]> COUNT = ThreadLocal.withInitial(() -> new long[1]);

    /** A statement. Its rows are null if it writes. */
    private static final class Note {
        private final String sql;
        private Integer rows;
        private long nanos;

        Note(String sql) {
            this.sql = sql;
        }

        Map<String, Object> toMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("statement", sql);
            map.put("rows", rows);
            map.put("milliseconds", nanos / 10_000 / 100.0);
            return map;
        }
    }

    @Override
    public void start() {
        NOTES.set(new ArrayList<>());
    }

    @Override
    public List<Map<String, Object>> statements() {
        return NOTES.get().stream().map(Note::toMap).toList();
    }

    @Override
    public void stop() {
        NOTES.remove();
    }

    @Override
    public long count() {
        return COUNT.get()[0];
    }

    @Override
    public String inspect(String sql) {
        // do not start what would have to be cancelled
        Deadline.current().ifPresent(Deadline::check);
        note(sql);
        return sql;
    }

    private static List<Note> note(String sql) {
        COUNT.get()[0]++;
        var notes = NOTES.get();
        if (notes != null) {
            notes.add(new Note(sql));
        }
        return notes;
    }

    /** Runs and records a statement. */
    static <T> T run(String sql, PreparedStatement statement, SqlFunction<PreparedStatement, T> use)
            throws SQLException {
        if (note(sql) == null) {
            return use.apply(statement);
        }
        long started = System.nanoTime();
        try {
            return use.apply(statement);
        } finally {
            last().nanos += System.nanoTime() - started;
        }
    }

    /** Measures a session's statements, if statements are recorded. */
    static void watch(Session session) {
        if (NOTES.get() != null) {
            session.addEventListeners(new Clock());
        }
    }

    /** Records how many rows the last statement returned. */
    static void rows(int rows) {
        if (NOTES.get() != null) {
            last().rows = rows;
        }
    }

    private static Note last() {
        return NOTES.get().get(NOTES.get().size() - 1);
    }

    private static final class Clock implements SessionEventListener {
        private long started;

        @Override
        public void jdbcExecuteStatementStart() {
            started = System.nanoTime();
        }

        @Override
        public void jdbcExecuteStatementEnd() {
            last().nanos += System.nanoTime() - started;
        }

        @Override
        public void jdbcExecuteBatchStart() {
            started = System.nanoTime();
        }

        @Override
        public void jdbcExecuteBatchEnd() {
            last().nanos += System.nanoTime() - started;
        }
    }
}
