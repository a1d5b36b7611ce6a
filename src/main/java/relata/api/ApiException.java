package relata.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ends an operation with errors of the API. Messages are for people and reveal nothing of SQL or Java. */
public final class ApiException extends RuntimeException {
    /** One entry of `errors`. */
    public record Problem(ErrorCode code, String message, Map<String, Object> extensions) {
        /** An error about an argument. */
        public static Problem of(ErrorCode code, Argument argument, String message) {
            return new Problem(code, message, Map.of("argument", argument.path()));
        }

        /** This error with one more entry in `extensions`. */
        public Problem with(String key, Object value) {
            var all = new LinkedHashMap<>(extensions);
            all.put(key, value);
            return new Problem(code, message, all);
        }

        /** A limit is exceeded: its name as in the configuration, and the value that it allows. */
        public static Problem limitExceeded(String limit, Object value, String message) {
            return new Problem(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit, "value", value));
        }
    }

    private final transient List<Problem> problems;

    public ApiException(List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public ApiException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }

    /** Runs a check, and adds the problems that it finds to the list. */
    public static void collect(List<Problem> problems, Runnable check) {
        try {
            check.run();
        } catch (ApiException e) {
            problems.addAll(e.problems);
        }
    }

    public static ApiException badUserInput(Argument argument, String message) {
        return new ApiException(Problem.of(ErrorCode.BAD_USER_INPUT, argument, message));
    }

    public static ApiException notFound(Argument argument, String id) {
        var problem = Problem.of(ErrorCode.NOT_FOUND, argument, "There is no %s".formatted(id));
        return new ApiException(problem.with("id", id));
    }

    /** See {@link Problem#limitExceeded}. */
    public static ApiException limitExceeded(String limit, Object value, String message) {
        return new ApiException(Problem.limitExceeded(limit, value, message));
    }
}
