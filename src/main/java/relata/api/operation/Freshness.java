package relata.api.operation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import relata.api.message.RefusedException;
import relata.api.message.Request;

/**
 * How callers read their own writes even from replicas: by cursors of the change feed.
 *
 * @param after the cursor that a query must have seen; null if there is none
 * @param asksForCursor whether a mutation is to return a cursor that has seen it, in its extensions
 */
public record Freshness(String after, boolean asksForCursor) {
    /** The request header of a query. */
    public static final String AFTER_HEADER = "Relata-After";

    /** The response header of a mutation. */
    public static final String CURSOR_HEADER = "Relata-Cursor";

    /** The extension with which a request asks for a cursor, and with which the response returns it. */
    public static final String CURSOR = "cursor";

    private static final String AFTER = "after";

    /** @throws RefusedException BAD_REQUEST if a part has the wrong type, or there are two different cursors */
    static Freshness of(Request request) {
        var extensions = request.extensions();
        Object asks = extensions.get(CURSOR);
        if (asks != null && !(asks instanceof Boolean)) {
            throw RefusedException.badRequest("The extension “cursor” must be true or false.");
        }
        var after = after(request, extensions);
        if (after.size() > 1) {
            throw RefusedException.badRequest(
                    "The request has two different cursors to read after: send only the later one.");
        }
        return new Freshness(after.stream().findFirst().orElse(null), Boolean.TRUE.equals(asks));
    }

    private static Set<String> after(Request request, Map<String, Object> extensions) {
        var all = new HashSet<>(request.headers().after());
        Object extension = extensions.get(AFTER);
        if (extension instanceof String text) {
            all.add(text);
        } else if (extension != null) {
            throw RefusedException.badRequest("The extension “after” must be a string that is a cursor.");
        }
        return all;
    }
}
