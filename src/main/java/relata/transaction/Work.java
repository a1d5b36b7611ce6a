package relata.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import relata.api.Deadline;
import relata.api.limit.LimitSettings;
import relata.connection.Connections;
import relata.connection.DatabaseNode;
import relata.connection.Interruptions;
import relata.connection.SqlFunction;

/**
 * The database work of one attempt at an operation, on the calling thread. It takes a connection with the first
 * statement, and none if there is no statement.
 */
public final class Work implements AutoCloseable {
    private static final ThreadLocal<Work> CURRENT = new ThreadLocal<>();

    private final DatabaseNode database;
    private final Interruptions interruptions;
    private final Mode mode;
    private final SqlFunction<Connection, Optional<String>> begin;
    private final Deadline deadline;
    private final Budget budget;
    private Connection connection;
    private Interruptions.Watch watch;
    private boolean autocommit;
    private boolean lost;
    private Optional<String> position = Optional.empty();

    /** @param begin runs before the first statement, and returns the {@link #position} */
    Work(
            DatabaseNode database,
            Interruptions interruptions,
            Mode mode,
            SqlFunction<Connection, Optional<String>> begin,
            Deadline deadline,
            LimitSettings limits) {
        this.database = database;
        this.interruptions = interruptions;
        this.mode = mode;
        this.begin = begin;
        this.deadline = deadline;
        this.budget = new Budget(limits);
        CURRENT.set(this);
    }

    /** The work of the operation that the calling thread runs. */
    public static Work current() {
        var work = CURRENT.get();
        if (work == null) {
            throw new IllegalStateException("No operation is running on this thread");
        }
        return work;
    }

    /** What the operation may still read, change and return. */
    public Budget budget() {
        return budget;
    }

    /** Whether a statement that is the only one of its field may run by itself, without a transaction. */
    public boolean isOneField() {
        return mode == Mode.ONE_FIELD || mode == Mode.WRITE_ONE_FIELD;
    }

    /**
     * Runs a statement.
     *
     * @param alone whether it is the only one of its field: it is then its own transaction, if there is no other field
     * @throws DatabaseException if the database refuses it
     */
    public <T> T run(String sql, boolean alone, SqlFunction<PreparedStatement, T> use) {
        deadline.check();
        try (var statement = connection(alone).prepareStatement(sql)) {
            return StatementNotes.run(sql, statement, use);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * Uses the connection, in the operation's transaction.
     *
     * @throws DatabaseException if the database refuses something
     */
    public <T> T call(SqlFunction<Connection, T> use) {
        deadline.check();
        try {
            return use.apply(connection(false));
        } catch (SQLException e) {
            throw failed(null, e);
        }
    }

    /** A position in the primary's history, no later than the snapshot; empty unless it was requested. */
    public Optional<String> position() {
        return call(opened -> position);
    }

    private DatabaseException failed(String sql, SQLException failure) {
        lost |= Failure.of(failure).isDisconnected();
        return new DatabaseException(sql, failure);
    }

    /** Whether a statement failed because the database was unreachable. */
    boolean isLost() {
        return lost;
    }

    /** Records how many rows the last statement returned. */
    public void rows(int rows) {
        rows(rows, rows);
    }

    /** Does the same, and counts the records that the rows contain. */
    public void rows(int rows, int records) {
        StatementNotes.rows(rows);
        budget.take(records);
    }

    private Connection connection(boolean alone) throws SQLException {
        boolean single = alone && isOneField() && (connection == null || autocommit);
        if (connection == null) {
            open(single);
        } else if (autocommit && !single) {
            // a read that should have taken one statement needs more: it starts over, in a transaction
            autocommit(false);
        }
        return connection;
    }

    private void open(boolean single) throws SQLException {
        database.check();
        connection = Connections.take(database.pool());
        watch = interruptions.watch(connection, deadline);
        if (mode != Mode.WRITE_BY_SESSION) {
            autocommit(single);
        }
        position = begin.apply(connection);
    }

    private void autocommit(boolean on) throws SQLException {
        Connections.autocommit(connection, on);
        autocommit = on;
    }

    /**
     * Commits what was written, and ends the snapshot of what was read.
     *
     * @throws ApiException if there is something to commit and the deadline has passed: the client is gone, or would
     *     not learn of it
     */
    void commit() {
        if (connection == null || autocommit) {
            return;
        }
        if (mode.writes()) {
            deadline.check();
        }
        try {
            if (mode != Mode.WRITE_BY_SESSION) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw failed(null, e);
        }
    }

    /** Returns the connection to the pool; what was not committed is rolled back. */
    @Override
    public void close() {
        CURRENT.remove();
        if (connection == null) {
            return;
        }
        if (watch != null) {
            watch.close();
        }
        Connections.giveBack(connection, mode == Mode.WRITE_BY_SESSION);
    }
}
