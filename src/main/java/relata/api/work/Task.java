package relata.api.work;

import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Callable;
import relata.api.Deadline;
import relata.api.message.OverloadedException;
import relata.api.work.Workers.Rest;

/**
 * Work that waits for a worker.
 *
 * @param context where the promise is completed
 */
record Task<T>(Deadline deadline, Callable<Rest<T>> work, ContextInternal context, Promise<T> promise) {
    /** Runs the work, unless its deadline is over. Heavy work may have to wait once more. */
    void run(Workers workers) {
        if (isOver()) {
            refuse();
            return;
        }
        // the worker gets the data of the request, such as its id for the log and its trace
        var previous = context.beginDispatch();
        try (var scope = deadline.enter()) {
            var rest = work.call();
            if (rest.isHeavy() && !workers.turnHeavy()) {
                workers.putOff(new Task<>(deadline, () -> new Rest<>(false, rest.work()), context, promise));
                return;
            }
            var result = rest.work().call();
            context.runOnContext(unused -> promise.complete(result));
        } catch (Throwable e) {
            context.runOnContext(unused -> promise.fail(e));
        } finally {
            context.endDispatch(previous);
        }
    }

    boolean isOver() {
        return deadline.isOver();
    }

    void refuse() {
        context.runOnContext(unused -> promise.fail(new OverloadedException()));
    }
}
