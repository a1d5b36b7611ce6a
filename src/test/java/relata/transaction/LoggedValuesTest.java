package relata.transaction;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Sql;

/** What the log tells of a failure that nobody expected. */
@QuarkusTest
class LoggedValuesTest {
    private static final String SECRET = "it's \"Joan's\" signature";

    @Inject
    DataSource database;

    /** All that is logged meanwhile, as it is written. */
    private static final class Log extends Handler implements AutoCloseable {
        private final StringBuffer text = new StringBuffer();
        private final PatternFormatter formatter = new PatternFormatter("%p %c %s%e%n");

        Log() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            text.append(formatter.format(ExtLogRecord.wrap(logged)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }

    @Test
    void hasNoValuesOfInputs() throws SQLException {
        Api.deleteAll();
        String column = columnOfSignatures();
        // the database will quote what does not fit
        Sql.execute(database, "alter table adhar modify signature int not null");
        try (var log = new Log()) {
            // language=GraphQL
            String document =
                    """
                    mutation ($signature: String!) {
                      createPerson(input: {name: "Joan", adhar: {signature: $signature, adharNo: "1"}}) { id }
                    }""";
            var answer = ask(document, "signature", SECRET);
            String id = answer.error("INTERNAL").get("extensions.errorId");
            String logged = log.text.toString();
            assertTrue(logged.contains("Error " + id), logged);
            assertTrue(logged.contains("Incorrect integer value"), logged);
            assertTrue(logged.contains("at relata.change.Mutations"), logged);
            for (String text : new String[] {logged, answer.text()}) {
                assertFalse(
                        Pattern.compile("Joan|signature\"|it's").matcher(text).find(), text);
            }
        } finally {
            Sql.execute(database, "alter table adhar modify " + column);
        }
    }

    @Test
    void hasWhatATransactionFailedOf() {
        var failure = new IllegalStateException("Rolled back");
        failure.addSuppressed(new SQLException("The disk is full: 'Joan'", new IOException("No space")));
        var logged = new StringWriter();
        Redacted.of(failure).printStackTrace(new PrintWriter(logged));
        assertTrue(logged.toString().contains("Suppressed: java.sql.SQLException: The disk is full: '…'"));
        assertTrue(logged.toString().contains("Caused by: java.io.IOException: No space"));
    }

    private String columnOfSignatures() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var table = statement.executeQuery("show create table adhar")) {
            table.next();
            var column = Pattern.compile("`signature` .*?(?=,\n)").matcher(table.getString(2));
            assertTrue(column.find());
            return column.group();
        }
    }
}
