package relata.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** Relata's own database and its user, whose password is generated once and stored next to the data. */
record Account(String password) {

    static final String DATABASE = "relata";
    static final String USER = "relata";

    static Account in(Path directory) throws IOException {
        var file = directory.resolve("password");
        if (Files.exists(file)) {
            return new Account(Files.readString(file));
        }
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var account = new Account(HexFormat.of().formatHex(bytes));
        PrivateFiles.write(file, account.password);
        return account;
    }

    /** The SQL that the server runs at each start, before it accepts connections: a lost password file does no harm. */
    String sql() {
        var user = USER + "@'127.0.0.1'";
        // one statement per line, as --init-file requires, and none in the binlog, which would store the password
        return String.join(
                "\n",
                "SET sql_log_bin = 0;",
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + " CHARACTER SET utf8mb4 COLLATE "
                        + ServerOptions.COLLATION + ";",
                "CREATE USER IF NOT EXISTS " + user + " IDENTIFIED BY '" + password + "';",
                "ALTER USER " + user + " IDENTIFIED BY '" + password + "';",
                "GRANT ALL ON " + DATABASE + ".* TO " + user + ";",
                // to follow the binlog
                "GRANT REPLICATION SLAVE ON *.* TO " + user + ";",
                "");
    }

    /** @throws DatabaseFailure if the server refuses it */
    void logIn(String url) {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        try {
            new Driver().connect(url, properties).close();
        } catch (SQLException e) {
            throw new DatabaseFailure("Relata cannot log in to the database server: " + e.getMessage(), e);
        }
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return USER;
    }
}
