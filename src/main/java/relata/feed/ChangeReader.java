package relata.feed;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.SelectedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import relata.api.ApiException;
import relata.api.Deadline;
import relata.api.ErrorCode;
import relata.api.RelataSettings;
import relata.api.UnitOfWork;
import relata.feed.binlog.Binlog;
import relata.feed.binlog.Change;
import relata.feed.binlog.Position;
import relata.query.Entities;
import relata.query.EntityFetchers;
import relata.query.GlobalId;
import relata.query.Row;

/** Turns changes into rows with the records as they are now: a batch is read from one snapshot, one query per type. */
@ApplicationScoped
class ChangeReader {
    private static final int UNTIL_SHOWN_MILLIS = 2;
    private static final int UNTIL_REACHED_MILLIS = 200;

    private final UnitOfWork unitOfWork;
    private final Session session;
    private final EntityFetchers fetchers;
    private final Entities entities;
    private final Binlog binlog;
    private final Duration time;

    ChangeReader(
            UnitOfWork unitOfWork,
            Session session,
            EntityFetchers fetchers,
            Entities entities,
            Binlog binlog,
            RelataSettings settings) {
        this.unitOfWork = unitOfWork;
        this.session = session;
        this.fetchers = fetchers;
        this.entities = entities;
        this.binlog = binlog;
        this.time = settings.deadline();
    }

    /** What is selected of the field `node`, which may have several aliases. */
    static List<DataFetchingFieldSelectionSet> nodes(DataFetchingEnvironment changes) {
        return changes.getSelectionSet().getImmediateFields().stream()
                .filter(field -> field.getName().equals("node"))
                .map(SelectedField::getSelectionSet)
                .toList();
    }

    /** The time that a read may take, starting now. */
    Deadline deadline() {
        return Deadline.in(time);
    }

    /** What a subscriber gets to know of a failure. */
    ApiException explain(RuntimeException failure) {
        return new ApiException(unitOfWork.explain(failure));
    }

    /** Reads the records by the deadline of the calling thread. */
    List<Row> read(List<ChangeAtCursor> batch, ChangeRequest request) {
        boolean hasNone = request.selected().isEmpty() || batch.isEmpty();
        Map<GlobalId, Row> records = hasNone ? Map.of() : records(batch, request);
        return batch.stream().map(it -> row(it, records, request.epoch())).toList();
    }

    private static Row row(ChangeAtCursor changed, Map<GlobalId, Row> records, String epoch) {
        Change change = changed.change();
        boolean deleted = change.kind() == Change.Kind.DELETED;
        return new Row("Change")
                .with("cursor", changed.cursor().write(epoch))
                .with("kind", change.kind().name())
                .with("type", ChangeFilter.typeOf(change.id().type()))
                .with("id", change.id().toString())
                .with("node", deleted ? null : records.get(change.id()));
    }

    private Map<GlobalId, Row> records(List<ChangeAtCursor> batch, ChangeRequest request) {
        var keys = new LinkedHashMap<String, Set<Long>>();
        batch.stream()
                .map(ChangeAtCursor::change)
                .filter(change -> change.kind() != Change.Kind.DELETED)
                .map(Change::id)
                .forEach(id -> keys.computeIfAbsent(id.type(), type -> new LinkedHashSet<>())
                        .add(id.key()));
        if (keys.isEmpty()) {
            return Map.of();
        }
        var deadline = Deadline.current().orElseThrow();
        while (!deadline.isOver()) {
            var records = recordsIfShown(batch, keys, request);
            if (records.isPresent()) {
                return records.get();
            }
        }
        throw Feed.unavailable("The database cannot be reached now: resume after the last cursor");
    }

    /** The records; nothing, after a pause, if the database is away or does not show them yet. */
    private Optional<Map<GlobalId, Row>> recordsIfShown(
            List<ChangeAtCursor> batch, Map<String, Set<Long>> keys, ChangeRequest request) {
        try {
            var records = unitOfWork.read(() -> shows(batch) ? read(keys, request) : null);
            if (records == null) {
                pause(UNTIL_SHOWN_MILLIS);
            }
            return Optional.ofNullable(records);
        } catch (RuntimeException e) {
            var problems = unitOfWork.explain(e);
            if (problems.get(0).code() != ErrorCode.UNAVAILABLE) {
                throw new ApiException(problems);
            }
            pause(UNTIL_REACHED_MILLIS);
            return Optional.empty();
        }
    }

    /** A transaction is in the binlog a moment before it is visible: whether all of these are. */
    private boolean shows(List<ChangeAtCursor> batch) {
        Position snapshot = session.doReturningWork(binlog::snapshot);
        return batch.stream().allMatch(it -> snapshot.has(it.transaction()));
    }

    private Map<GlobalId, Row> read(Map<String, Set<Long>> keys, ChangeRequest request) {
        var records = new HashMap<GlobalId, Row>();
        keys.forEach((type, some) -> fetchers.read(
                        entities.find(type).orElseThrow(), some, request.selected(), request.environment())
                .forEach((key, row) -> records.put(new GlobalId(type, key), row)));
        return records;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
