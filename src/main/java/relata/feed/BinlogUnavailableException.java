package relata.feed;

/** There is no feed: says why, and what to do, in a sentence for people. */
final class BinlogUnavailableException extends RuntimeException {
    BinlogUnavailableException(String message) {
        super(message, null, false, false);
    }
}
