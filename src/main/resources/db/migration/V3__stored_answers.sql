-- What mutations with an idempotency key were answered. Both the key, with its caller, and the request are digests.
CREATE TABLE stored_answer (
    id binary(32) NOT NULL,
    request binary(32) NOT NULL,
    created datetime NOT NULL,
    answer mediumblob NOT NULL,
    PRIMARY KEY (id),
    KEY ix_stored_answer_created (created)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
