package relata.api.http;

import graphql.ExecutionResult;
import java.util.LinkedHashMap;
import java.util.Map;
import relata.api.operation.Freshness;
import relata.api.operation.Once;

/**
 * A result with some of its extensions moved to HTTP headers.
 *
 * @param result without these extensions
 */
record HeaderExtensions(ExecutionResult result, Map<String, String> headers) {
    private static final Map<String, String> NAMES =
            Map.of(Once.REPLAYED, Once.REPLAYED_HEADER, Freshness.CURSOR, Freshness.CURSOR_HEADER);

    /** @param freshness of the request: if it asked for the cursor among the extensions, the cursor stays there, too */
    static HeaderExtensions of(ExecutionResult result, Freshness freshness) {
        if (result.getExtensions() == null) {
            return new HeaderExtensions(result, Map.of());
        }
        var rest = new LinkedHashMap<>(result.getExtensions());
        var headers = new LinkedHashMap<String, String>();
        NAMES.forEach((extension, header) -> {
            if (rest.containsKey(extension)) {
                headers.put(header, rest.get(extension).toString());
            }
        });
        rest.keySet()
                .removeIf(name ->
                        NAMES.containsKey(name) && !(name.equals(Freshness.CURSOR) && freshness.asksForCursor()));
        return new HeaderExtensions(result.transform(it -> it.extensions(rest.isEmpty() ? null : rest)), headers);
    }
}
