package relata.api.work;

import java.util.ArrayDeque;
import java.util.Queue;

/** Work of one kind: the tasks that wait, in order, and how many run. Guarded by the monitor of {@link Workers}. */
final class WorkQueue {
    final Queue<Task<?>> waiting = new ArrayDeque<>();
    int running;
    private final int most;

    /** @param most how many tasks may run at a time */
    WorkQueue(int most) {
        this.most = most;
    }

    boolean isDue() {
        return !waiting.isEmpty() && running < most;
    }

    /** Whether one more task may run, and none is waiting. */
    boolean isFree() {
        return waiting.isEmpty() && running < most;
    }

    /** Whether its first task has an earlier deadline than the other's. */
    boolean isBefore(WorkQueue other) {
        return waiting.element().deadline().isBefore(other.waiting.element().deadline());
    }

    void refuseWhoIsGone() {
        var gone = waiting.stream().filter(Task::isOver).toList();
        waiting.removeAll(gone);
        gone.forEach(Task::refuse);
    }
}
