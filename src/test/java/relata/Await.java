package relata;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Lets tests wait for a condition by polling it. The timeout asserts nothing: it only ends a run that would never end.
 */
public final class Await {
    public static final int PATIENCE_SECONDS = 120;

    private static final int PAUSE_MILLIS = 5;

    private Await() {}

    public static void until(Callable<Boolean> condition) {
        equal(true, condition);
    }

    /** Polls until the answer is as expected; fails with the last answer. */
    public static <T> void equal(T expected, Callable<T> question) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            for (T answer = question.call(); !Objects.equals(expected, answer); answer = question.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("Waited for %s, and it is still %s".formatted(expected, answer));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
