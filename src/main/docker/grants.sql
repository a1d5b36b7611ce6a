-- to follow the binlog, for the change feed; the user itself is made by the image, from MARIADB_USER
GRANT REPLICATION SLAVE ON *.* TO relata@'%';
-- on a Galera cluster also
-- GRANT BINLOG MONITOR ON *.* TO relata@'%';
