package relata.api.operation;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;

/**
 * Where the results of one operation go: any number of results, then one end. All methods but {@link #encode} are
 * called on the event loop of the connection.
 */
public interface ResultSink {
    /**
     * Encodes a result for sending. This takes a while, so it is called on a worker thread.
     *
     * @return sends it
     */
    Runnable encode(ExecutionResult result);

    /** The operation could not be run, or failed. */
    void error(List<GraphQLError> errors);

    void complete();

    /** Runs something once the client can take more: at once, or after it has read some of what was sent. */
    void whenReady(Runnable next);
}
