/** What MariaDB's binlog says; knows nothing of subscribers. */
package relata.feed.binlog;
