package relata.feed;

import graphql.execution.MergedField;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.function.Predicate;
import relata.feed.binlog.Change;

/**
 * What one subscription asks for.
 *
 * @param nodes the fields `node`, by their keys in the answer; records are not read if there are none
 * @param environment that of the field `changes`
 * @param isHeavy whether each change is expensive to read
 */
record ChangeRequest(
        String epoch,
        FeedCursor from,
        Predicate<Change> filter,
        Map<String, MergedField> nodes,
        DataFetchingEnvironment environment,
        boolean isHeavy) {}
