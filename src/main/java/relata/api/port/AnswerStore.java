package relata.api.port;

import java.util.Optional;

/** Keeps answers by idempotency keys, each in the transaction of the operation that was answered. */
public interface AnswerStore {
    /** An answer, and a digest of the request that it was given to. */
    record Stored(String request, byte[] answer) {}

    /**
     * Finds what was answered with a key, or else takes the key for this operation. While another one has the key, this
     * one waits, or is tried again later.
     */
    Optional<Stored> findOrTake(String id, String request);

    /** Keeps the answer of the operation that took the key. */
    void keep(String id, byte[] answer);
}
