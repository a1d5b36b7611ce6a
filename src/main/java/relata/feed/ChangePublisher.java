package relata.feed;

import jakarta.enterprise.context.ApplicationScoped;
import org.reactivestreams.Publisher;
import relata.query.Row;

/** Gives subscribers the changes that they request. */
@ApplicationScoped
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

    /** The changes from the request's cursor on, as rows with all that is selected of them. */
    Publisher<Row> publisher(ChangeRequest request) {
        var executor = threads.executor(request.isHeavy());
        return subscriber -> new ChangeStream(request, feed, catchUps, reader, executor, subscriber).start();
    }
}
