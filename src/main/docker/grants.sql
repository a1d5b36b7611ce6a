-- to follow the binlog, for the change feed, and on a Galera cluster to find a place in it; the user itself is made by the
-- image, from MARIADB_USER
GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO relata@'%';
