package relata.feed.binlog;

import java.io.IOException;

/** The binlog does not go on from a position: it was purged up to later, or ends before, or has another history. */
public final class PositionRefusedException extends IOException {
    PositionRefusedException(String message) {
        super(message);
    }
}
