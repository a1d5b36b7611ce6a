package relata.feed.binlog;

import java.io.IOException;

/** The binlog does not continue from a position: it was purged beyond it, ends before it, or has another history. */
public final class PositionRefusedException extends IOException {
    PositionRefusedException(String message) {
        super(message);
    }
}
