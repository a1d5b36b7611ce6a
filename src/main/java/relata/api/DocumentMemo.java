package relata.api;

import graphql.GraphQLContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is worked out of a document once, and kept as long as the document is. */
public final class DocumentMemo {
    private final Map<Object, Object> memos = new ConcurrentHashMap<>();

    /** That of the document which an operation is from. */
    public static DocumentMemo of(GraphQLContext context) {
        return context.get(DocumentMemo.class);
    }

    /** What is kept under a key, or made if nothing is. There must be few keys for a document. */
    @SuppressWarnings("unchecked")
    public <T> T get(Object key, Supplier<T> make) {
        var known = memos.get(key);
        return (T) (known != null ? known : memos.computeIfAbsent(key, unused -> make.get()));
    }
}
