package relata.api;

import java.util.Optional;

/** Cursors of the change feed, as callers send them to read what they wrote. */
public interface ChangeCursors {
    /** One that all writes so far come before; empty where it can't be told now. */
    Optional<String> now();

    /**
     * Checks that somebody can be answered after a cursor.
     *
     * @throws RuntimeException that tells the caller why not, as operations are refused
     */
    void check(String cursor);
}
