package relata.feed;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import java.util.List;
import java.util.function.Predicate;
import relata.feed.binlog.Change;

/**
 * What one subscription asks for.
 *
 * @param selected of `node`, which may have several aliases; records are not read if it is empty
 * @param environment that of the field `changes`
 * @param isHeavy whether each change is expensive to read
 */
record ChangeRequest(
        String epoch,
        FeedCursor from,
        Predicate<Change> filter,
        List<DataFetchingFieldSelectionSet> selected,
        DataFetchingEnvironment environment,
        boolean isHeavy) {}
