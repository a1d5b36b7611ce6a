package relata.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what is sent, after section 7 of the GraphQL specification. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** A result as it is sent, whatever it is sent by. */
    static Map<String, Object> of(ExecutionResult result) {
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

    static List<Map<String, Object>> of(List<GraphQLError> errors) {
        return errors.stream().map(Errors::toJson).toList();
    }

    /** The JSON of a value, in UTF-8. */
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
