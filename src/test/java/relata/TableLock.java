package relata;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Locks a table against everybody else, so that what needs it keeps running until this is closed, on any machine. */
public final class TableLock implements AutoCloseable {
    private static final String WAITING = "state = 'Waiting for table metadata lock'";

    private final Connection connection;
    private final Statement statement;

    public TableLock(DataSource database, String table) throws SQLException {
        this(database.getConnection(), table);
    }

    /** @param connection is closed with the lock */
    public TableLock(Connection connection, String table) throws SQLException {
        this.connection = connection;
        statement = connection.createStatement();
        statement.execute("lock tables %s write".formatted(table));
    }

    /** Waits until that many statements wait for a table. */
    public void awaitWaiting(int count) {
        Await.equal(String.valueOf(count), () -> ask("count(*)"));
    }

    private String ask(String what) throws SQLException {
        try (var answer = statement.executeQuery(
                "select %s from information_schema.processlist where %s".formatted(what, WAITING))) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            statement.execute("unlock tables");
        }
    }
}
