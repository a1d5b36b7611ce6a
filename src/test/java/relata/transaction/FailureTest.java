package relata.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.api.Deadline;
import relata.api.ErrorCode;

/** What callers are told of the errors of the database and its driver. */
class FailureTest {
    @ParameterizedTest
    @CsvSource({
        // a deadlock, a wait for a lock, a record that has changed since: nothing happened
        "1213, 40001, TRY_AGAIN",
        "1205, HY000, TRY_AGAIN",
        "1020, HY000, TRY_AGAIN",
        // a node without its cluster, one that could not tell the others of a commit, a connection that was killed or
        // lost:
        // what happened is not known
        "1047, 08S01, UNAVAILABLE",
        "1180, HY000, UNAVAILABLE",
        "1927, 70100, UNAVAILABLE",
        "0, 08000, UNAVAILABLE",
        "1969, 70100, LIMIT_EXCEEDED",
        "1064, 42000, INTERNAL"
    })
    void tellsWhatIsTrue(int code, String state, ErrorCode expected) {
        var failure = new DatabaseException("select 1", new SQLException("no", state, code));
        var problems = Failure.of(failure).problems(Deadline.in(Duration.ofSeconds(10)));
        assertEquals(1, problems.size());
        assertEquals(expected, problems.get(0).code());
    }

    @Test
    void tellsWhetherTheTimeWasUp() {
        var locked = new DatabaseException("select 1", new SQLException("no", "HY000", 1205));
        assertEquals(ErrorCode.LIMIT_EXCEEDED, code(locked, Duration.ZERO));
        assertEquals(ErrorCode.TRY_AGAIN, code(locked, Duration.ofSeconds(10)));
        // with its idempotency key, it can find out later
        assertEquals(ErrorCode.TRY_AGAIN, code(new KeyInUseException(locked), Duration.ZERO));
    }

    private static ErrorCode code(RuntimeException failure, Duration left) {
        return Failure.of(failure).problems(Deadline.in(left)).get(0).code();
    }
}
