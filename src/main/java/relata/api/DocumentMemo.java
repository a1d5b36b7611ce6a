package relata.api;

import graphql.GraphQLContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What has been computed from a document, cached for as long as the document is. */
public final class DocumentMemo {
    private final Map<Object, Object> memos = new ConcurrentHashMap<>();

    /** The memo of the document that an operation is from. */
    public static DocumentMemo of(GraphQLContext context) {
        return context.get(DocumentMemo.class);
    }

    /** The value cached for a key, computed if there is none. A document must have few keys. */
    @SuppressWarnings("unchecked")
    public <T> T get(Object key, Supplier<T> make) {
        var known = memos.get(key);
        return (T) (known != null ? known : memos.computeIfAbsent(key, unused -> make.get()));
    }
}
