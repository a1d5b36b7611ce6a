package relata.api.message;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.ErrorCode;

/** Results as they are sent, as in section 7 of the GraphQL specification. Counts their errors. */
@Singleton
public class Results {
    private final MeterRegistry meters;
    private final Map<String, Counter> byCode = new ConcurrentHashMap<>();

    Results(MeterRegistry meters) {
        this.meters = meters;
        // an alert sees the first error only if the counter existed before
        for (var code : ErrorCode.values()) {
            counter(code.name());
        }
    }

    private Counter counter(String code) {
        return byCode.computeIfAbsent(code, it -> meters.counter("relata.errors", "code", it));
    }

    /** A result as it is sent over any transport. */
    public Map<String, Object> of(ExecutionResult result) {
        var answer = new LinkedHashMap<String, Object>();
        // errors first, so that nobody overlooks them
        if (!result.getErrors().isEmpty()) {
            answer.put("errors", of(result.getErrors()));
        }
        if (result.isDataPresent()) {
            answer.put("data", result.getData());
        }
        if (result.getExtensions() != null) {
            answer.put("extensions", result.getExtensions());
        }
        return answer;
    }

    public List<Map<String, Object>> of(List<GraphQLError> errors) {
        errors.forEach(this::count);
        return errors.stream().map(Errors::toJson).toList();
    }

    private void count(GraphQLError error) {
        counter(Errors.codeOf(error)).increment();
        var extensions = error.getExtensions();
        if (extensions != null && extensions.get("limit") instanceof String limit) {
            meters.counter("relata.refused", "limit", limit).increment();
        }
    }
}
