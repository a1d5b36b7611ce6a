package relata.api;

import java.time.Duration;
import java.util.Optional;

/** The deadline of an operation. It is over when the time is up or the client has gone. */
public final class Deadline {
    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    private final Duration time;
    private final long end;
    private volatile boolean cancelled;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** A deadline that much time from now. */
    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    /** The deadline of the operation that the calling thread works for. */
    public static Optional<Deadline> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The time in which a thread works under a deadline, until it is closed. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Makes this the deadline of the calling thread. */
    public Scope enter() {
        CURRENT.set(this);
        return CURRENT::remove;
    }

    /** Nobody wants the answer any more. May be called by any thread, at any time. */
    public void cancel() {
        cancelled = true;
    }

    /** The time left: none if it was cancelled. */
    public Duration remaining() {
        return cancelled ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    public boolean isOver() {
        return remaining().isZero();
    }

    /** @throws ApiException LIMIT_EXCEEDED if it is over */
    public void check() {
        if (isOver()) {
            throw exceeded();
        }
    }

    /** The error of an operation that was stopped. */
    public ApiException exceeded() {
        String value = time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
        var message = "The operation timed out after %s, and any changes it had made were rolled back: request less, or"
                + " use simpler filters";
        return ApiException.limitExceeded("relata.deadline", value, message.formatted(value));
    }

    public boolean isBefore(Deadline other) {
        return end - other.end < 0;
    }
}
