package relata.feed.binlog.event;

/** Records may have changed in a way that the binlog does not show. The message names the cause. */
public final class GapException extends Exception {
    GapException(String what) {
        super(what);
    }
}
