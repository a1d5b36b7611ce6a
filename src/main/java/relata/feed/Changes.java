package relata.feed;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import relata.api.ApiException;
import relata.api.Deadline;
import relata.api.RelataSettings;
import relata.api.UnitOfWork;
import relata.query.Row;

/** Tells subscribers of changes. */
@ApplicationScoped
class Changes {
    private final Feed feed;
    private final CatchUps catchUps;
    private final FeedThreads workers;
    private final ChangeReader reader;
    private final UnitOfWork unitOfWork;
    private final Duration time;

    Changes(
            Feed feed,
            CatchUps catchUps,
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

    /**
     * What one subscription asks for.
     *
     * @param selected of `node`, which may have several aliases; records are not read where that is empty
     * @param environment that of the field `changes`
     * @param isHeavy whether each change costs much to tell
     */
    record Question(
            String epoch,
            FeedCursor from,
            Predicate<Change> filter,
            List<DataFetchingFieldSelectionSet> selected,
            DataFetchingEnvironment environment,
            boolean isHeavy) {}

    /** Whoever subscribes is told the changes from that place on, as rows that have all that is selected of them. */
    Publisher<Row> publisher(Question question) {
        return subscriber -> new ChangeStream(this, question, subscriber).start();
    }

    Feed feed() {
        return feed;
    }

    Backlog older(Position from, Runnable wake) {
        return catchUps.begin(from, wake);
    }

    void execute(Question question, Runnable work) {
        workers.execute(question.isHeavy(), work);
    }

    /** Starts the time of a read for a subscriber. */
    Deadline begin() {
        return Deadline.in(time);
    }

    List<Row> read(List<Told> batch, Question question) {
        return reader.read(batch, question);
    }

    /** What to tell a subscriber of a failure. */
    Throwable explain(RuntimeException failure) {
        return failure instanceof IllegalArgumentException ? failure : new ApiException(unitOfWork.explain(failure));
    }
}
