package relata.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.Session;
import relata.api.ApiException;
import relata.api.Argument;

/**
 * The regular expressions in one statement. MariaDB finds an invalid one only when there is a row to compare it with,
 * and where one runs away it warns and takes the row for one without a match; so they are checked before, and the
 * warnings read after.
 */
final class Patterns {
    private static final int REGEX_ERROR = 1139;

    private record Pattern(String text, Argument at) {}

    // not by argument: several counts in one statement each have a `where` of their own
    private final List<Pattern> patterns = new ArrayList<>();

    void add(String pattern, Argument at) {
        patterns.add(new Pattern(pattern, at));
    }

    /**
     * Runs a query in which the patterns stand.
     *
     * @throws ApiException BAD_USER_INPUT for an invalid pattern, LIMIT_EXCEEDED for one that runs away
     */
    List<Object[]> watch(Session session, Supplier<List<Object[]>> query) {
        if (patterns.isEmpty()) {
            return query.get();
        }
        session.doWork(this::compile);
        var tuples = query.get();
        session.doWork(this::readWarnings);
        return tuples;
    }

    private void compile(Connection connection) throws SQLException {
        for (Pattern pattern : patterns) {
            try (var statement = connection.prepareStatement("select '' regexp ?")) {
                statement.setString(1, pattern.text);
                statement.executeQuery().close();
            } catch (SQLException e) {
                if (e.getErrorCode() == REGEX_ERROR) {
                    throw invalid(pattern.at, e);
                }
                throw e;
            }
        }
    }

    private static ApiException invalid(Argument at, SQLException e) {
        String reason = e.getMessage().replaceFirst("^.*Regex error '(.*)'.*$", "$1");
        return ApiException.badUserInput(at, "%s is no regular expression: %s".formatted(at, reason));
    }

    private void readWarnings(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var warnings = statement.executeQuery("show warnings")) {
            while (warnings.next()) {
                if (warnings.getInt("Code") == REGEX_ERROR) {
                    throw ApiException.limitExceeded(
                            "regex",
                            "PCRE2 match limit",
                            "A regular expression takes too many steps: write it without nested repetitions");
                }
            }
        }
    }
}
