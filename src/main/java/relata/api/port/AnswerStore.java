package relata.api.port;

import java.util.Optional;

/** Stores answers by idempotency key, each in the transaction of its operation. */
public interface AnswerStore {
    /** An answer, and a digest of its request. */
    record Stored(String request, byte[] answer) {}

    /**
     * Finds the answer stored for a key, or else takes the key for this operation. While another operation holds the
     * key, this one waits, or is retried later.
     */
    Optional<Stored> findOrTake(String id, String request);

    /** Stores the answer of the operation that took the key. */
    void keep(String id, byte[] answer);
}
