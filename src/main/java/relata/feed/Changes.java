package relata.feed;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import relata.api.ApiException;
import relata.api.UnitOfWork;
import relata.query.Row;

/** Tells subscribers of changes. */
@ApplicationScoped
class Changes {
    private final Feed feed;
    private final CatchUps catchUps;
    private final Workers workers;
    private final ChangeReader reader;
    private final UnitOfWork unitOfWork;

    Changes(Feed feed, CatchUps catchUps, Workers workers, ChangeReader reader, UnitOfWork unitOfWork) {
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
     */
    record Question(
            String epoch,
            FeedCursor from,
            Predicate<Change> filter,
            List<DataFetchingFieldSelectionSet> selected,
            DataFetchingEnvironment environment) {}

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

    void execute(Runnable work) {
        workers.execute(work);
    }

    List<Row> read(List<Told> batch, Question question) {
        return reader.read(batch, question);
    }

    /** What to tell a subscriber of a failure. */
    Throwable explain(RuntimeException failure) {
        return failure instanceof IllegalArgumentException ? failure : new ApiException(unitOfWork.explain(failure));
    }
}
