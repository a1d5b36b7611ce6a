package relata.feed.subscription;

import graphql.execution.MergedField;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import relata.feed.FeedCursor;
import relata.feed.binlog.event.Change;

/**
 * What one subscription asks for.
 *
 * @param fields those that are selected of each change, by their keys in the answer
 * @param environment that of the field `changes`
 * @param isHeavy whether each change is expensive to read
 */
public record ChangeRequest(
        String epoch,
        FeedCursor from,
        Predicate<Change> filter,
        Map<String, MergedField> fields,
        DataFetchingEnvironment environment,
        boolean isHeavy) {
    /** The fields `node`: records are read if there are any. */
    Map<String, MergedField> nodes() {
        var nodes = new LinkedHashMap<>(fields);
        nodes.values().removeIf(field -> !field.getName().equals("node"));
        return nodes;
    }
}
