package relata.api.operation;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;

/**
 * Where the results of one operation go: any number of them, then one end. All but {@link #encode} is called on the
 * event loop of the connection.
 */
public interface ResultSink {
    /**
     * Writes a result as it will be sent. This takes a while, and is done by a worker thread.
     *
     * @return what sends it
     */
    Runnable encode(ExecutionResult result);

    /** The operation could not be run, or not be run on. */
    void error(List<GraphQLError> errors);

    void complete();

    /** Runs something once the client can take more: at once, or when it has read some of what it was sent. */
    void whenReady(Runnable next);
}
