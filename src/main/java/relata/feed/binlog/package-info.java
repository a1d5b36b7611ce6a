/** Reads the binlog of a server or cluster from any position. Knows nothing of subscribers. */
package relata.feed.binlog;
