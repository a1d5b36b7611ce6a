package relata.api;

import java.time.Duration;
import java.util.Optional;

/** How long an operation is worth its work: until its time is up, or its client is gone. */
public final class Deadline {
    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    private final Duration time;
    private final long end;
    private volatile boolean cancelled;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** One that ends so long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    /** That of the operation which the calling thread works for. */
    public static Optional<Deadline> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Work that may fail in some way, or in none that has to be caught. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does work that is to be done by then. */
    public <T, E extends Exception> T call(Work<T, E> work) throws E {
        CURRENT.set(this);
        try {
            return work.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Nobody wants the answer any more. May be called by any thread, and at any time. */
    public void cancel() {
        cancelled = true;
    }

    /** What is left, which is nothing where it was cancelled. */
    public Duration remaining() {
        return cancelled ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    public boolean isOver() {
        return remaining().isZero();
    }

    /** @throws ApiException LIMIT_EXCEEDED where it is over */
    public void check() {
        if (isOver()) {
            throw exceeded();
        }
    }

    /** What to tell of work that was stopped. */
    public ApiException exceeded() {
        String value = time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
        var message = "The operation was stopped after %s, and any changes that it had made were undone: ask for less,"
                + " or by simpler filters";
        return ApiException.limitExceeded("relata.deadline", value, message.formatted(value));
    }

    public boolean isBefore(Deadline other) {
        return end - other.end < 0;
    }
}
