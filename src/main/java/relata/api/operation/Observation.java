package relata.api.operation;

import graphql.ExecutionResult;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import relata.api.port.StatementLog;

/** Metrics of operations at /q/metrics, and a span for each operation if tracing is configured. */
@Singleton
public class Observation {
    /** Clients choose the names, and each has its own time series: names beyond this number share one. */
    static final int MOST_NAMES = 100;

    private static final int LONGEST_NAME = 100;
    private static final Duration[] LATENCIES =
            List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Tracer tracer;
    private final boolean isTraced;
    private final StatementLog statements;
    private final Map<Outcome, OutcomeMeters> byOutcome = new ConcurrentHashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sockets;
    private final AtomicInteger subscriptions;

    Observation(
            MeterRegistry meters,
            Tracer tracer,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isUntraced,
            StatementLog statements) {
        this.meters = meters;
        this.tracer = tracer;
        isTraced = !isUntraced;
        this.statements = statements;
        sockets = meters.gauge("relata.sockets.open", new AtomicInteger());
        subscriptions = meters.gauge("relata.subscriptions.open", new AtomicInteger());
    }

    /** The tags of the meters of operations. */
    private record Outcome(String name, String type, boolean isOk) {}

    private record OutcomeMeters(Timer time, DistributionSummary statements) {}

    private OutcomeMeters register(Outcome outcome) {
        var tags = Tags.of("name", outcome.name, "type", outcome.type);
        var time = Timer.builder("relata.operations")
                .description("Operations and their duration")
                .tags(tags.and("outcome", outcome.isOk ? "ok" : "errors"))
                .serviceLevelObjectives(LATENCIES)
                .register(meters);
        var statementsOf = DistributionSummary.builder("relata.statements")
                .description("SQL statements per operation")
                .tags(tags)
                .register(meters);
        return new OutcomeMeters(time, statementsOf);
    }

    /** An operation begins on the calling thread. */
    Running begin(Prepared prepared) {
        var type = prepared.operation().getOperation().name().toLowerCase(Locale.ROOT);
        return new Running(type, bounded(prepared.operation().getName()));
    }

    /** An operation that is running on the calling thread. */
    final class Running implements AutoCloseable {
        private final String type;
        private final String name;
        private final long statementsBefore = statements.count();
        private final long start = System.nanoTime();
        private final Span span;
        private final Scope scope;

        private Running(String type, String name) {
            this.type = type;
            this.name = name;
            span = isTraced ? span(type, name) : Span.getInvalid();
            scope = isTraced ? span.makeCurrent() : Scope.noop();
        }

        /** It has ended with that result. */
        ExecutionResult ended(ExecutionResult result) {
            boolean isOk = result.getErrors().isEmpty();
            if (!isOk) {
                span.setStatus(StatusCode.ERROR);
            }
            var outcomeMeters = byOutcome.computeIfAbsent(new Outcome(name, type, isOk), Observation.this::register);
            outcomeMeters.time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            outcomeMeters.statements.record(statements.count() - statementsBefore);
            return result;
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }

    private Span span(String type, String name) {
        return tracer.spanBuilder(type + " " + name)
                .setAttribute("graphql.operation.type", type)
                .setAttribute("graphql.operation.name", name)
                .startSpan();
    }

    public void socket(int more) {
        sockets.addAndGet(more);
    }

    void subscription(int more) {
        subscriptions.addAndGet(more);
    }

    private String bounded(String name) {
        if (name == null) {
            return "unnamed";
        }
        if (names.contains(name)) {
            return name;
        }
        if (name.length() > LONGEST_NAME) {
            return "other";
        }
        synchronized (names) {
            return names.size() < MOST_NAMES && names.add(name) ? name : "other";
        }
    }
}
