package relata.feed.subscription;

import graphql.schema.DataFetchingEnvironment;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import relata.api.ApiException;
import relata.api.Deadline;
import relata.api.ErrorCode;
import relata.api.RelataSettings;
import relata.api.port.UnitOfWork;
import relata.api.port.UnitOfWork.Snapshot;
import relata.feed.Feed;
import relata.feed.binlog.event.Change;
import relata.feed.binlog.event.Position;
import relata.query.RecordAnswers;
import relata.query.Records;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;
import relata.transaction.Work;

/** Turns changes into objects with the current records. A batch is read from one snapshot, with one query per type. */
@Singleton
public class ChangeReader {
    private static final int UNTIL_SHOWN_MILLIS = 2;
    private static final int UNTIL_REACHED_MILLIS = 200;

    private final UnitOfWork unitOfWork;
    private final RecordAnswers answers;
    private final Entities entities;
    private final Duration time;

    public ChangeReader(UnitOfWork unitOfWork, RecordAnswers answers, Entities entities, RelataSettings settings) {
        this.unitOfWork = unitOfWork;
        this.answers = answers;
        this.entities = entities;
        this.time = settings.deadline();
    }

    /** A change's field `node`, which was read with the change. */
    static Object node(DataFetchingEnvironment environment) {
        Map<String, Object> change = environment.getSource();
        return ((Map<?, ?>) change.get("node")).get(environment.getMergedField().getResultKey());
    }

    /** The deadline of a read that starts now. */
    Deadline deadline() {
        return Deadline.in(time);
    }

    /** The error that a subscriber gets for a failure. */
    ApiException explain(RuntimeException failure) {
        return new ApiException(unitOfWork.explain(failure));
    }

    /** Reads the records within the deadline of the calling thread. */
    List<Map<String, Object>> read(List<ChangeAtCursor> batch, ChangeRequest request) {
        boolean hasNone = request.nodes().isEmpty() || batch.isEmpty();
        Map<GlobalId, Map<String, Object>> records = hasNone ? Map.of() : records(batch, request);
        return batch.stream().map(it -> object(it, records, request.epoch())).toList();
    }

    private static Map<String, Object> object(
            ChangeAtCursor changed, Map<GlobalId, Map<String, Object>> records, String epoch) {
        Change change = changed.change();
        boolean deleted = change.kind() == Change.Kind.DELETED;
        return Map.of(
                "cursor", changed.cursor().write(epoch),
                "kind", change.kind().name(),
                "type", Entities.recordType(change.id().type()),
                "id", change.id().toString(),
                "node", deleted ? Map.of() : records.getOrDefault(change.id(), Map.of()));
    }

    private Map<GlobalId, Map<String, Object>> records(List<ChangeAtCursor> batch, ChangeRequest request) {
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
        throw Feed.unavailable("The database cannot be reached: resume after the last cursor");
    }

    /** The records. Empty, after a pause, if the database is unreachable or does not show the changes yet. */
    private Optional<Map<GlobalId, Map<String, Object>>> recordsIfShown(
            List<ChangeAtCursor> batch, Map<String, Set<Long>> keys, ChangeRequest request) {
        try {
            var records = unitOfWork.read(Snapshot.IN_FEED, null, () -> shows(batch) ? read(keys, request) : null);
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

    /** Whether the whole batch is visible: a transaction is in the binlog a moment before it is visible. */
    private boolean shows(List<ChangeAtCursor> batch) {
        var visible = Work.current().position().map(Position::parse);
        return visible.isPresent()
                && batch.stream().allMatch(it -> visible.get().has(it.transaction()));
    }

    private Map<GlobalId, Map<String, Object>> read(Map<String, Set<Long>> keys, ChangeRequest request) {
        var read = new HashMap<GlobalId, Map<String, Object>>();
        var environment = request.environment();
        var path = environment.getExecutionStepInfo().getPath();
        var budget = Work.current().budget();
        keys.forEach((type, some) -> {
            var byField = new LinkedHashMap<String, Records>();
            request.nodes()
                    .forEach((name, field) -> byField.put(
                            name, answers.records(entities.find(type).orElseThrow(), some, field, environment, false)));
            for (long key : some) {
                budget.startAnswer();
                request.fields().values().forEach(field -> budget.countValue());
                var nodes = new HashMap<String, Object>();
                byField.forEach((name, records) -> nodes.put(name, records.result(key, path.segment(name))));
                read.put(new GlobalId(type, key), nodes);
            }
        });
        return read;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
