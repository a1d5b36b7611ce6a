package relata.feed.binlog;

/** The database is not configured for following the binlog. The message tells people why and what to do. */
public final class BinlogUnavailableException extends RuntimeException {
    BinlogUnavailableException(String message) {
        this(message, null);
    }

    BinlogUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
