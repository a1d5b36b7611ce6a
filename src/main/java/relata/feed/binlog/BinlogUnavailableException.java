package relata.feed.binlog;

/** The binlog cannot be followed as the database is set up: says why and what to do, in a sentence for people. */
public final class BinlogUnavailableException extends RuntimeException {
    BinlogUnavailableException(String message) {
        this(message, null);
    }

    BinlogUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
