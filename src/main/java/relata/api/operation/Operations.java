package relata.api.operation;

import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.NonNullableFieldWasNullError;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import relata.api.message.Errors;
import relata.api.message.RefusedException;
import relata.api.port.ChangeCursors;
import relata.api.port.UnitOfWork;

/** Runs GraphQL operations, each in one transaction on the calling thread. */
@Singleton
public class Operations {
    private final GraphQL graphQL;
    private final UnitOfWork unitOfWork;
    private final Once once;
    private final Observation observation;
    private final ChangeCursors cursors;

    Operations(GraphQL graphQL, UnitOfWork unitOfWork, Once once, Observation observation, ChangeCursors cursors) {
        this.graphQL = graphQL;
        this.unitOfWork = unitOfWork;
        this.once = once;
        this.observation = observation;
        this.cursors = cursors;
    }

    /**
     * Runs an operation. A mutation is committed if it had no errors, and rolled back otherwise; the data of a
     * subscription are {@link Subscriptions.Begun}.
     */
    public ExecutionResult run(Prepared prepared) {
        return run(prepared, prepared.freshness().asksForCursor());
    }

    /** The same; if wanted, a mutation returns a cursor that has seen it: {@link Freshness#CURSOR}. */
    public ExecutionResult run(Prepared prepared, boolean wantsCursor) {
        try (var running = observation.begin(prepared)) {
            return running.ended(answer(prepared, wantsCursor));
        }
    }

    private ExecutionResult answer(Prepared prepared, boolean wantsCursor) {
        try {
            return switch (prepared.operation().getOperation()) {
                case QUERY -> read(prepared);
                case MUTATION -> write(prepared, wantsCursor);
                // it reads once there is an event
                case SUBSCRIPTION -> execute(prepared);
            };
        } catch (RefusedException e) {
            return e.result();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private ExecutionResult read(Prepared prepared) {
        String after = prepared.freshness().after();
        if (after != null) {
            cursors.check(after);
        }
        return unitOfWork.read(prepared.known().snapshot(), after, () -> execute(prepared));
    }

    private ExecutionResult write(Prepared prepared, boolean wantsCursor) {
        var writing = prepared.known().writing();
        var result = prepared.key()
                .map(key -> once.run(key, writing, () -> execute(prepared)))
                .orElseGet(() -> unitOfWork.write(writing, () -> execute(prepared)));
        return (wantsCursor ? cursors.now() : Optional.<String>empty())
                .map(cursor -> result.transform(told -> told.addExtension(Freshness.CURSOR, cursor)))
                .orElse(result);
    }

    private ExecutionResult execute(Prepared prepared) {
        try {
            var result =
                    withoutConsequences(graphQL.executeAsync(prepared.input()).join());
            if (prepared.isMutation() && !result.getErrors().isEmpty()) {
                throw new RefusedException(result.getErrors(), result.isDataPresent());
            }
            return result;
        } catch (FieldFailure e) {
            throw e;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Without the errors of graphql-java for fields that are null only because a field below them has an error. */
    private static ExecutionResult withoutConsequences(ExecutionResult result) {
        var errors = result.getErrors();
        if (errors.size() < 2 || errors.stream().noneMatch(NonNullableFieldWasNullError.class::isInstance)) {
            return result;
        }
        return result.transform(changed -> changed.errors(errors.stream()
                .filter(error -> !(error instanceof NonNullableFieldWasNullError consequence)
                        || errors.stream().noneMatch(cause -> isBelow(cause, consequence)))
                .toList()));
    }

    private static boolean isBelow(GraphQLError error, GraphQLError other) {
        var path = error.getPath();
        return error != other
                && path != null
                && path.size() > other.getPath().size()
                && path.subList(0, other.getPath().size()).equals(other.getPath());
    }

    public Observation observation() {
        return observation;
    }

    /** The result for a failure that no field reported. */
    public ExecutionResult failed(Throwable failure) {
        var field = failure instanceof FieldFailure at ? at : new FieldFailure(failure, null, null);
        var errors = unitOfWork.explain(field.getCause()).stream()
                .map(problem -> Errors.of(problem, field.path, field.location))
                .toList();
        return new RefusedException(errors, true).result();
    }
}
