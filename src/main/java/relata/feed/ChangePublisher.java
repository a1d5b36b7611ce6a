package relata.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;
import relata.api.ApiException;
import relata.api.Deadline;
import relata.api.RelataSettings;
import relata.api.UnitOfWork;
import relata.query.Row;

/** Tells subscribers of changes. */
@ApplicationScoped
class ChangePublisher {
    private final Feed feed;
    private final CatchUpPool catchUps;
    private final FeedThreads workers;
    private final ChangeReader reader;
    private final UnitOfWork unitOfWork;
    private final Duration time;

    ChangePublisher(
            Feed feed,
            CatchUpPool catchUps,
            FeedThreads workers,
            ChangeReader reader,
            UnitOfWork unitOfWork,
            RelataSettings settings) {
        this.time = settings.deadline();
        this.feed = feed;
        this.catchUps = catchUps;
        this.workers = workers;
        this.reader = reader;
        this.unitOfWork = unitOfWork;
    }

    /** Whoever subscribes is told the changes from that place on, as rows that have all that is selected of them. */
    Publisher<Row> publisher(ChangeRequest request) {
        return subscriber -> new ChangeStream(this, request, subscriber).start();
    }

    Feed feed() {
        return feed;
    }

    CatchUp older(Position from, Runnable wake) {
        return catchUps.begin(from, wake);
    }

    void execute(ChangeRequest request, Runnable work) {
        workers.execute(request.isHeavy(), work);
    }

    /** Starts the time of a read for a subscriber. */
    Deadline begin() {
        return Deadline.in(time);
    }

    List<Row> read(List<ChangeAtCursor> batch, ChangeRequest request) {
        return reader.read(batch, request);
    }

    /** What to tell a subscriber of a failure. */
    Throwable explain(RuntimeException failure) {
        return failure instanceof IllegalArgumentException ? failure : new ApiException(unitOfWork.explain(failure));
    }
}
