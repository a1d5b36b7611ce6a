package relata.feed.subscription;

import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import relata.feed.Feed;
import relata.feed.FeedThreads;

/** Publishes the changes that subscribers request. */
@Singleton
public class ChangePublisher {
    private final Feed feed;
    private final CatchUpPool catchUps;
    private final FeedThreads threads;
    private final ChangeReader reader;

    public ChangePublisher(Feed feed, CatchUpPool catchUps, FeedThreads threads, ChangeReader reader) {
        this.feed = feed;
        this.catchUps = catchUps;
        this.threads = threads;
        this.reader = reader;
    }

    /** The changes after the request's cursor, as objects with all their selected fields. */
    public Publisher<Map<String, Object>> publisher(ChangeRequest request) {
        var executor = threads.executor(request.isHeavy());
        return subscriber -> new ChangeStream(request, feed, catchUps, reader, executor, subscriber).start();
    }
}
