package relata.api.work;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Callable;
import relata.api.Deadline;
import relata.api.message.OverloadedException;

/**
 * Work that waits for a worker.
 *
 * @param context where the promise is completed
 */
record Task<T>(Deadline deadline, Callable<T> work, Context context, Promise<T> promise) {
    /** Runs the work, unless its deadline is over. */
    void run() {
        if (isOver()) {
            refuse();
            return;
        }
        // the worker gets the data of the request, such as its id for the log and its trace
        var previous = ((ContextInternal) context).beginDispatch();
        try (var scope = deadline.enter()) {
            var result = work.call();
            context.runOnContext(unused -> promise.complete(result));
        } catch (Throwable e) {
            context.runOnContext(unused -> promise.fail(e));
        } finally {
            ((ContextInternal) context).endDispatch(previous);
        }
    }

    boolean isOver() {
        return deadline.isOver();
    }

    void refuse() {
        context.runOnContext(unused -> promise.fail(new OverloadedException()));
    }
}
