package relata;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work in parallel to a test. Each has its own thread: the common pool may have a single one, which others need. */
public final class Background {
    private Background() {}

    public static <T> CompletableFuture<T> start(Callable<T> work) {
        var result = new CompletableFuture<T>();
        var thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "background");
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
