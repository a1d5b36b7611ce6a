package relata.feed.binlog;

/** Records may have changed in a way that the binlog does not show. The message says by what. */
final class GapException extends Exception {
    GapException(String what) {
        super(what);
    }
}
