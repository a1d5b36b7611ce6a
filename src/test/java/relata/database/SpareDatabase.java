package relata.database;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import relata.Await;

/** A database of a test's own, whose user may do everything. */
public final class SpareDatabase implements AutoCloseable {
    private final Room room;
    private final Database database;

    private SpareDatabase(Room room, Database database) {
        this.room = room;
        this.database = database;
    }

    public static SpareDatabase start(String... options) throws IOException {
        var room = Room.used();
        var password = Account.in(room.directory).password();
        var user = Account.USER + "@'127.0.0.1'";
        var init = room.directory.resolve("spare.sql");
        Files.writeString(
                init,
                String.join(
                        "\n",
                        "SET sql_log_bin = 0;",
                        "ALTER USER " + user + " IDENTIFIED BY '" + password + "';",
                        "GRANT ALL ON *.* TO " + user + " WITH GRANT OPTION;",
                        ""));
        // what it has acknowledged outlives its process, but no power failure
        var all = new ArrayList<>(List.of(
                "--init-file=" + init,
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-fast-shutdown=2"));
        all.addAll(List.of(options));
        return new SpareDatabase(room, room.open(all.toArray(String[]::new)));
    }

    public String url() {
        return database.url();
    }

    Account account() {
        return database.account();
    }

    public String user() {
        return Account.USER;
    }

    public String password() {
        return database.account().password();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    public void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value that a query gives. */
    public String ask(String sql) throws SQLException {
        try (var connection = connect();
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** Its process. It is started again when it ends. */
    public ProcessHandle process() {
        return ProcessHandle.of(database.pid()).orElseThrow();
    }

    /** Ends a process, and waits until it is gone. */
    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        Await.equal(false, process::isAlive);
    }

    @Override
    public void close() {
        database.stop();
        room.close();
    }
}
