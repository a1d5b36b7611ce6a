package relata.feed.binlog;

import java.io.IOException;

/** The binlog does not go on from a position: it was purged up to later, or ends before. */
public final class PositionRefusedException extends IOException {
    PositionRefusedException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
