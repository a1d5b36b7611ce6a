package relata.feed;

/** Is notified of new transactions in the feed, and when its stream must end. */
public interface FeedListener {
    void wake();

    void fail(RuntimeException why);
}
