-- One row: the name of the history that cursors of the change feed belong to, and how far the binlog was known to go:
-- up to which transactions, and where they end in which of its files; null where nobody has followed it yet.
CREATE TABLE IF NOT EXISTS change_feed (
    id tinyint NOT NULL,
    epoch varchar(36) NOT NULL,
    position varchar(1000) NOT NULL,
    file varchar(512),
    file_offset bigint,
    PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

INSERT IGNORE INTO change_feed (id, epoch, position) VALUES (1, UUID(), '');
