package relata.api.operation;

import graphql.ExecutionResult;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import relata.api.ApiException;
import relata.api.IdempotencySettings;
import relata.api.message.Json;
import relata.api.message.JsonText;
import relata.api.message.RefusedException;
import relata.api.port.AnswerStore;
import relata.api.port.AnswerStore.Stored;
import relata.api.port.UnitOfWork;
import relata.api.port.UnitOfWork.Writing;

/**
 * Runs mutations that have an idempotency key. Stores their answers in their transaction, and replays them for the same
 * request.
 */
@Singleton
public class Once {
    /** The extension of a replayed answer, and its header over HTTP. */
    public static final String REPLAYED = "idempotencyReplayed";

    public static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private final UnitOfWork unitOfWork;
    private final AnswerStore store;
    private final long limit;

    Once(UnitOfWork unitOfWork, AnswerStore store, IdempotencySettings settings) {
        this.unitOfWork = unitOfWork;
        this.store = store;
        limit = settings.answer().asLongValue();
    }

    ExecutionResult run(IdempotencyKey key, Writing writing, Supplier<ExecutionResult> operation) {
        // the key takes a statement besides that of the field
        var together = writing == Writing.BY_ONE_FIELD ? Writing.BY_ALL_FIELDS : writing;
        return unitOfWork.write(together, () -> store.findOrTake(key.id(), key.request())
                .map(stored -> replay(key, stored))
                .orElseGet(() -> keep(key, operation.get())));
    }

    private ExecutionResult replay(IdempotencyKey key, Stored stored) {
        if (!stored.request().equals(key.request())) {
            throw RefusedException.badRequest(
                    "The idempotency key was already used for a different request: use a new key for each request.");
        }
        return ExecutionResult.newExecutionResult()
                .data(json(stored.answer()))
                .addExtension(REPLAYED, true)
                .build();
    }

    private ExecutionResult keep(IdempotencyKey key, ExecutionResult result) {
        byte[] answer = Json.write(result.getData());
        if (answer.length > limit) {
            var message = "A response to a request with an idempotency key can have at most %d bytes. Nothing was"
                    + " changed: select less.";
            throw ApiException.limitExceeded("relata.idempotency.answer", limit, message.formatted(limit));
        }
        store.keep(key.id(), answer);
        return result.transform(written -> written.data(json(answer)));
    }

    private static JsonText json(byte[] bytes) {
        return new JsonText(bytes, bytes.length);
    }
}
