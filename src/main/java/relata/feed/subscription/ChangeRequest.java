package relata.feed.subscription;

import graphql.execution.MergedField;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import relata.feed.FeedCursor;
import relata.feed.binlog.event.Change;

/**
 * What one subscription requests.
 *
 * @param fields the selected fields of each change, by response key
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
    /** The fields `node`: records are read only if there are any. */
    Map<String, MergedField> nodes() {
        var nodes = new LinkedHashMap<>(fields);
        nodes.values().removeIf(field -> !field.getName().equals("node"));
        return nodes;
    }
}
