package relata.feed;

/** Hears of the feed: that there are new transactions, or that it ends for now. */
public interface FeedListener {
    void wake();

    void fail(RuntimeException why);
}
