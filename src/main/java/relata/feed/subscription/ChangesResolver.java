package relata.feed.subscription;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.operation.Prepared;
import relata.api.port.FeedPositionFetcher;
import relata.api.port.Resolver;
import relata.feed.Feed;
import relata.feed.FeedCursor;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.event.Position;
import relata.query.RecordAnswers;
import relata.query.mapping.Entities;
import relata.transaction.Work;

@Singleton
public class ChangesResolver implements Resolver {
    private final ChangePublisher changes;
    private final Feed feed;
    private final Binlog binlog;
    private final DataSource database;
    private final Entities entities;

    ChangesResolver(ChangePublisher changes, Feed feed, Binlog binlog, DataSource database, Entities entities) {
        this.changes = changes;
        this.feed = feed;
        this.binlog = binlog;
        this.database = database;
        this.entities = entities;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("changesCursor", (FeedPositionFetcher) this::changesCursor));
        wiring.type("Subscription", type -> type.dataFetcher("changes", this::changes));
        wiring.type("Change", type -> type.dataFetcher("node", ChangeReader::node));
    }

    /** A cursor no later than the snapshot from which the operation's other fields are read. */
    private String changesCursor(DataFetchingEnvironment environment) {
        String epoch = feed.epoch();
        return Work.current()
                .position()
                .map(position -> FeedCursor.at(Position.parse(position)).write(epoch))
                .orElseThrow(() -> Feed.unavailable("The database cannot currently report its binlog position: retry"));
    }

    private Publisher<Map<String, Object>> changes(DataFetchingEnvironment environment) throws SQLException {
        String epoch = feed.epoch();
        var filter = ChangeFilter.of(environment, entities);
        var fields = RecordAnswers.selected(environment, "Change");
        return changes.publisher(new ChangeRequest(
                epoch, from(environment, epoch), filter, fields, environment, Prepared.isHeavy(environment)));
    }

    private FeedCursor from(DataFetchingEnvironment environment, String epoch) throws SQLException {
        String after = environment.getArgument("after");
        Position end;
        try (var connection = database.getConnection()) {
            if (after == null) {
                return FeedCursor.at(binlog.end(connection).and(feed.recent().end()));
            }
            end = binlog.furthest(connection);
        }
        return FeedCursor.read(epoch, after)
                // a cursor that is ahead would get only silence
                .filter(cursor -> cursor.isWithin(end))
                .orElseThrow(() -> ApiException.badUserInput(
                        Argument.of("after"),
                        "after is not a cursor of the changes of this database. Read the data again, and continue from"
                                + " changesCursor"));
    }
}
