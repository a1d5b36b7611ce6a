/** Reads the binlog of one server or of a cluster, from any position on; knows nothing of subscribers. */
package relata.feed.binlog;
