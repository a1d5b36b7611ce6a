package relata.query.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import relata.api.ApiException;
import relata.query.run.Operand;
import relata.query.run.Parameter;
import relata.query.run.Part;
import relata.query.run.PartFailedException;
import relata.query.run.Run;
import relata.transaction.Work;

/** A statement, and where the values of its parameters come from. */
public record Sql(String text, List<Bound> parameters, List<Regex> patterns) {
    private static final int REGEX_ERROR = 1139;

    /** @param part what fails if the parameter has no valid value; null if it is the whole statement */
    record Bound(Parameter parameter, Part part) {}

    record Regex(Operand pattern, Part part) {}

    /** Reads the rows of a result. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(java.sql.ResultSet rows) throws SQLException;
    }

    /**
     * Runs the statement.
     *
     * <p>MariaDB rejects an invalid regular expression only if there is a row to match. If one exceeds the match limit,
     * it warns and treats the row as no match. So patterns are checked before, and warnings are read after.
     *
     * @param part what the statement belongs to; null if that is the whole field
     * @param alone as in {@link Work#run}
     * @throws ApiException BAD_USER_INPUT for an invalid value, LIMIT_EXCEEDED for a pattern that exceeds the match
     *     limit
     * @throws PartFailedException instead of those, if it is a part that fails
     */
    public <T> T run(Run run, Part part, boolean alone, Reading<T> reading) {
        patterns.forEach(pattern -> check(pattern, run));
        Object[] values = values(run);
        if (run.hasFailed(part)) {
            throw new PartFailedException();
        }
        T result = run.work().run(text, alone && patterns.isEmpty(), statement -> {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        });
        if (!patterns.isEmpty() && run.work().call(Sql::ranAway)) {
            var message = "A regular expression takes too many steps: write it without nested repetitions";
            run.fail(part, ApiException.limitExceeded("regex", "PCRE2 match limit", message));
            throw new PartFailedException();
        }
        return result;
    }

    private Object[] values(Run run) {
        var values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            Bound bound = parameters.get(i);
            try {
                values[i] = run.hasFailed(bound.part) ? substitute(bound.parameter) : bound.parameter.value(run);
            } catch (ApiException e) {
                run.fail(bound.part, e);
            }
        }
        return values;
    }

    /** The value to bind for a part that has failed: MariaDB would warn about a null pattern. */
    private Object substitute(Parameter parameter) {
        return patterns.stream().anyMatch(regex -> regex.pattern.equals(parameter)) ? "" : null;
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (values[i] instanceof String text) {
                statement.setString(i + 1, text);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    private static void check(Regex regex, Run run) {
        if (run.hasFailed(regex.part)) {
            return;
        }
        try {
            String pattern = regex.pattern.text(run);
            if (run.isValid(pattern)) {
                return;
            }
            run.work().call(connection -> {
                try (var statement = connection.prepareStatement("select '' regexp ?")) {
                    statement.setString(1, pattern);
                    statement.executeQuery().close();
                    return null;
                } catch (SQLException e) {
                    throw e.getErrorCode() == REGEX_ERROR ? invalid(regex, e) : e;
                }
            });
            run.valid(pattern);
        } catch (ApiException e) {
            run.fail(regex.part, e);
        }
    }

    private static SQLException invalid(Regex regex, SQLException e) {
        String reason = e.getMessage().replaceFirst("(?s)^.*Regex error '(.*)'.*$", "$1");
        var at = regex.pattern.at();
        throw ApiException.badUserInput(at, "%s is not a valid regular expression: %s".formatted(at, reason));
    }

    /** Whether the last statement gave up on a match. */
    private static boolean ranAway(java.sql.Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var warnings = statement.executeQuery("show warnings")) {
            while (warnings.next()) {
                if (warnings.getInt("Code") == REGEX_ERROR) {
                    return true;
                }
            }
            return false;
        }
    }
}
