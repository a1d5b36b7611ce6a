package relata.api.work;

import java.util.ArrayDeque;
import java.util.Queue;

/** Work of one kind: what waits, in its order, and how much of it runs. Guarded by the monitor of the workers. */
final class WorkQueue {
    final Queue<Task<?>> waiting = new ArrayDeque<>();
    int running;
    private final int most;

    /** @param most how much of it may run at a time */
    WorkQueue(int most) {
        this.most = most;
    }

    boolean isDue() {
        return !waiting.isEmpty() && running < most;
    }

    /** Whether more of it may run, and none waits for that. */
    boolean isFree() {
        return waiting.isEmpty() && running < most;
    }

    /** Whether its first is due earlier than the other's. */
    boolean isBefore(WorkQueue other) {
        return waiting.element().deadline().isBefore(other.waiting.element().deadline());
    }

    void refuseWhoIsGone() {
        var gone = waiting.stream().filter(Task::isOver).toList();
        waiting.removeAll(gone);
        gone.forEach(Task::refuse);
    }
}
