package relata.feed;

import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Gives subscribers the changes that they request. */
@Singleton
class ChangePublisher {
    private final Feed feed;
    private final CatchUpPool catchUps;
    private final FeedThreads threads;
    private final ChangeReader reader;

    ChangePublisher(Feed feed, CatchUpPool catchUps, FeedThreads threads, ChangeReader reader) {
        this.feed = feed;
        this.catchUps = catchUps;
        this.threads = threads;
        this.reader = reader;
    }

    /** The changes from the request's cursor on, as objects with all that is selected of them. */
    Publisher<Map<String, Object>> publisher(ChangeRequest request) {
        var executor = threads.executor(request.isHeavy());
        return subscriber -> new ChangeStream(request, feed, catchUps, reader, executor, subscriber).start();
    }
}
