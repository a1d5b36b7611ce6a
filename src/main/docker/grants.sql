-- lets the change feed follow the binlog, and find a position in it on a Galera cluster; the image creates the user
-- itself, from MARIADB_USER
GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO relata@'%';
